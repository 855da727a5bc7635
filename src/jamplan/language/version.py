"""The version of jamplan, which the build, ``--version`` and every export read here."""

__version__ = "0.1.0"
