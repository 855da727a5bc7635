"""How much a file may take."""

from __future__ import annotations

FILE_BYTES = 50_000_000
UNPACKED_BYTES = 200_000_000
MEMORY_BYTES = 2_000_000_000
"""Of address space; a report of 300 pages takes a fifth of it in memory."""
SECONDS = 60
