"""A process that is killed while it writes files."""

import os
import signal
from collections.abc import Callable
from pathlib import Path


def killed_after(files: int, act: Callable[[], object]) -> bool:
    """Do something in a child process, which is killed if it would write more files than these.

    Returns whether it was killed.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    written = []

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def write(*paths: Path) -> object:
            if len(written) == files:
                os.kill(os.getpid(), signal.SIGKILL)
            written.append(paths)
            return real(*paths)

        return write

    # A file that is replaced gets its name by the first, a new one by the second.
    Path.replace, os.link = counted(Path.replace), counted(os.link)
    try:
        act()
        os._exit(0)
    finally:
        # An error must not go on as a second run of the tests.
        os._exit(1)
