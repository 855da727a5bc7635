"""Tests of ``matching``."""
