"""Tests of ``corpus``."""
