"""The terminal of a review: it shows text, takes a key, takes a line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from jamplan.cli.environment import Run
from jamplan.cli.screen import render
from jamplan.reports.blocks import Block, Paragraph, inline

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

ENTER = "\n"
ESCAPE = "\x1b"
BACKSPACE = "\x7f"


class Terminal:
    """The process's terminal, with prompt_toolkit for keys and lines.

    Every method raises :class:`KeyboardInterrupt` on Ctrl-C, and ``key`` and ``line`` raise
    :class:`EOFError` if nothing more will come.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        # Nothing here depends on where the cursor is, and some terminals do not tell.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

    def show(self, blocks: Sequence[Block]) -> None:
        """Show blocks; what is longer than the screen is shown page by page."""
        lines = ["", *render(blocks, self.run.screen).rstrip("\n").split("\n")]
        # The menu needs three lines under the last page, and « more » one under the others.
        height = max(shutil.get_terminal_size().lines - 3, 5)
        # Two lines more may scroll the first ones away: nobody is stopped for them.
        while len(lines) > height + 2:
            self._write(lines[:height])
            lines = lines[height:]
            self.pause()
        self._write(lines)

    def clear(self) -> None:
        """Clear the screen, if the terminal can."""
        if os.environ.get("TERM", "dumb") != "dumb":
            self.run.environment.stdout.write("\x1b[2J\x1b[H")

    def pause(self) -> None:
        """Wait for the space bar or Enter: other keys are meant for what is not shown yet."""
        prompt = self.run.messages.gettext("— more: space bar; q quits —")
        while (key := self.key(prompt)) not in {" ", ENTER}:
            if key.lower() == "q":
                raise EOFError

    def say(self, line: str) -> None:
        """Show one line, wrapped if it is longer than the screen."""
        self._write(self._wrapped(line))

    def key(self, prompt: str) -> str:
        """Take a key: a character, :data:`ENTER`, :data:`ESCAPE` or :data:`BACKSPACE`."""
        keys = {"<any>": None, "enter": ENTER, "escape": ESCAPE, "backspace": BACKSPACE}
        return str(self._session(keys).prompt(self._prompt(prompt)))

    def line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str | None:
        """Take a line that begins as ``default``; Tab completes ``choices``; Escape gives None."""
        from prompt_toolkit.completion import WordCompleter

        completer = WordCompleter(list(choices), ignore_case=True, sentence=True) if choices else None
        session = self._session({"escape": ESCAPE}, completer=completer, complete_while_typing=False)
        line = str(session.prompt(self._prompt(prompt), default=default))
        return None if line == ESCAPE else line.strip()

    def _session(self, keys: dict[str, str | None], **options: Any) -> Any:
        """Return a prompt that each of these keys answers, with its result or itself."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.key_binding import KeyBindings

        bindings = KeyBindings()
        for key, result in keys.items():
            bindings.add(key)(partial(_answer, result))
        session: Any = PromptSession(key_bindings=bindings, **options)
        # Wait for the rest of a key's sequence only as long as a slow line may take over it.
        session.app.ttimeoutlen = session.app.timeoutlen = 0.1
        return session

    def _wrapped(self, line: str) -> list[str]:
        return render([Paragraph(inline(line))], self.run.screen).rstrip("\n").split("\n")

    def _prompt(self, prompt: str) -> str:
        """Write all but the last line of a prompt, and return that."""
        *above, last = self._wrapped(prompt)
        if above:
            self._write(above)
        return f"{last} "

    def _write(self, lines: Sequence[str]) -> None:
        stdout = self.run.environment.stdout
        stdout.write("\n".join(lines) + "\n")
        stdout.flush()


def _answer(result: str | None, event: KeyPressEvent) -> None:
    # Two keys may come at once; the first is the answer.
    if not event.app.is_done:
        event.app.exit(result=event.data if result is None else result)
