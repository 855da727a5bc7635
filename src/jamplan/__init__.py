"""jamplan compares what was proposed with what a plan takes up, by people's statements and evidence."""

__version__ = "0.2.0"
