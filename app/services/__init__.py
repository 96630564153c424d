"""The verbs: one function per thing the office does. Each owns its transaction."""
