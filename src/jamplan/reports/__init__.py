"""Reports: one module a subject, as blocks that every format and the terminal render."""
