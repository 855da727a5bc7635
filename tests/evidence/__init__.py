"""Tests of ``evidence``."""
