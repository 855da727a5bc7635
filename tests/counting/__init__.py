"""Tests of ``counting``."""
