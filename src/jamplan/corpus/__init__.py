"""The data: its types, its four files as one checked whole, and single records written back."""
