"""Compare what was proposed with what a plan takes up, by statements and evidence."""

__version__ = "0.3.0"
