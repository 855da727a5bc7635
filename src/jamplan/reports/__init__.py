"""Reports: what stands in each of them, as blocks that every format and the terminal render."""
