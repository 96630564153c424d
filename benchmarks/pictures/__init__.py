"""Every page of a served office: the ways there, the pictures, and the account of what was never photographed."""
