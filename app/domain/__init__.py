"""The rules of the office in plain Python: standard library only, no framework, no clock, no database."""
