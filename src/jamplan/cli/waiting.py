"""What a terminal shows while work takes long."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TextIO

SECONDS = 2.0
"""How long work takes before anything is shown."""


@contextmanager
def patience(text: str, stream: TextIO) -> Iterator[None]:
    """Show a text and how long the work takes, and wipe it away once that is done."""
    begin = time.monotonic()
    shown = ExitStack()

    def show() -> None:
        # Most commands end before this is needed.
        from rich.console import Console
        from rich.progress import Progress, TextColumn, TimeElapsedColumn

        progress = Progress(
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            console=Console(file=stream),
            get_time=time.monotonic,
            refresh_per_second=2,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        task = progress.add_task(text, total=None)
        progress.tasks[task].start_time = begin
        shown.enter_context(progress)

    timer = threading.Timer(SECONDS, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        # What has begun to be shown is shown before it is wiped away.
        timer.join()
        shown.close()
