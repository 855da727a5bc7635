"""The data: its types, its files as one checked whole, and single records written."""
