"""A file read into paragraphs and tables, in a process of its own; one module a format."""
