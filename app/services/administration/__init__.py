"""What an administrator does, by noun: every act checks its rules, is written to the audit trail, and reads no case."""
