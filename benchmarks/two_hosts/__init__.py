"""Two machines in network namespaces serve one office, and everything that can be taken away from them is."""
