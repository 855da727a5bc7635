"""Documents and spreadsheets read into drafts of a corpus's items, and drafts put into its files."""
