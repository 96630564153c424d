"""What the office owes to whoever its data are about: finding, copying, correcting, and letting go in time."""
