"""Registers from before this system: loaded, read line by line, taken or undone as a whole; never part of a figure."""
