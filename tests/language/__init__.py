"""Tests of ``language``."""
