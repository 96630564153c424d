"""Water from approval to signed receipt: who waits, which round, what became of it."""
