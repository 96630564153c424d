"""Nothing is lost, R1-R15: each file has its number in its name (docs/tests.md has the table)."""
