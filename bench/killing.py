"""A process that is killed at any change of a file."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_NAMES = "rename link symlink remove mkdir rmdir chmod chown truncate"
_CHANGES = {f"os.{name}" for name in _NAMES.split()}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def killed_at(change: int, home: Path, act: Callable[[], object]) -> bool:
    """Do something in a child process, which is killed at this change of a file below a folder.

    The interpreter's own audit tells of each file that is opened for writing, renamed, linked or
    removed, whatever function does it. Returns whether it was killed; raises :class:`RuntimeError` if
    it ended otherwise than well.
    """
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code not in {0, -signal.SIGKILL}:
            raise RuntimeError(code)
        return code != 0
    left = [change]

    def count(event: str, details: tuple[object, ...]) -> None:
        writes = (
            event == "open" and isinstance(details[2], int) and details[2] & _WRITING
        )
        if (writes or event in _CHANGES) and isinstance(details[0], str | os.PathLike):
            left[0] -= os.path.abspath(details[0]).startswith(str(home))  # noqa: PTH100 - opens nothing
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        act()
    except BaseException:  # noqa: BLE001 - the parent is told by the code
        os._exit(1)
    os._exit(0)
