"""Exports: one module a format. Each returns text or bytes, and prints nothing."""
