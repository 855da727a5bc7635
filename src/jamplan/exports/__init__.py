"""Exports: one module a format. Each takes a report or figures, returns text, and prints nothing."""
