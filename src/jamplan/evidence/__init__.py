"""Checks of a corpus: quotes, copies of sources, two states compared."""
