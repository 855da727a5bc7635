"""Documents: a file read as blocks, the lists in it, and their items."""
