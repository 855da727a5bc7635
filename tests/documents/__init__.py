"""Tests of ``documents``."""
