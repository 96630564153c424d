"""The corruption channel's verbs. None writes a word of a report in clear; no other room reads these tables."""
