"""``python -m jamplan``."""

from jamplan.cli import run

if __name__ == "__main__":
    run()
