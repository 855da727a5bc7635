"""What a console needs of a terminal: to show text, to take a key, to take a line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import Any, Protocol

from jamplan.cli.options import Run
from jamplan.cli.rendering import render
from jamplan.reports.blocks import Block, Paragraph, inline

ENTER = "\n"
ESCAPE = "\x1b"
BACKSPACE = "\x7f"


class Terminal(Protocol):
    """A terminal, or in tests a script that plays one.

    Every method raises :class:`KeyboardInterrupt` on Ctrl-C, and ``key`` and ``line`` raise
    :class:`EOFError` where nothing more will come.
    """

    def show(self, blocks: Sequence[Block]) -> None:
        """Show blocks; what is longer than the screen is shown page by page."""

    def say(self, line: str) -> None:
        """Show one line."""

    def key(self, prompt: str) -> str:
        """One key: a character, or :data:`ENTER`, :data:`ESCAPE` or :data:`BACKSPACE`."""

    def pause(self) -> None:
        """Wait until the person goes on."""

    def line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str | None:
        """One line, in which ``default`` stands at first and ``choices`` are proposed; Escape: None."""


class RealTerminal:
    """The process's terminal, with prompt_toolkit for keys and lines."""

    def __init__(self, run: Run) -> None:
        self.run = run
        # Nothing here depends on where the cursor stands, and some terminals do not tell.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

    def show(self, blocks: Sequence[Block]) -> None:
        """Show blocks, page by page."""
        lines = ["", *render(blocks, self.run.screen).rstrip("\n").split("\n")]
        # The menu needs three lines under the last page, and « more » one under the others.
        height = max(shutil.get_terminal_size().lines - 3, 5)
        # Two lines more may scroll the first ones away: nobody is stopped for them.
        while len(lines) > height + 2:
            self._write(lines[:height])
            lines = lines[height:]
            self.pause()
        self._write(lines)

    def pause(self) -> None:
        """Wait for the space bar or Enter: other keys are meant for what is not shown yet."""
        prompt = self.run.messages.gettext("— more: space bar; q quits —")
        while (key := self.key(prompt)) not in {" ", ENTER}:
            if key.lower() == "q":
                raise EOFError

    def say(self, line: str) -> None:
        """Show one line, wrapped where it is longer than the screen."""
        self._write(self._wrapped(line))

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

    def key(self, prompt: str) -> str:
        """One key."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()

        def bind(key: Keys, result: str | None) -> None:
            @bindings.add(key)
            def pressed(event: KeyPressEvent) -> None:
                # Two keys may come at once; the first is the answer.
                if not event.app.is_done:
                    event.app.exit(result=event.data if result is None else result)

        for key, result in (
            (Keys.Any, None),
            (Keys.Enter, ENTER),
            (Keys.Escape, ESCAPE),
            (Keys.Backspace, BACKSPACE),
        ):
            bind(key, result)
        session: PromptSession[str] = PromptSession(key_bindings=bindings)
        _answer_escape_at_once(session)
        return session.prompt(self._prompt(prompt))

    def line(self, prompt: str, default: str = "", choices: Sequence[str] = ()) -> str | None:
        """One line."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.completion import WordCompleter
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()

        @bindings.add(Keys.Escape)
        def escape(event: KeyPressEvent) -> None:
            if not event.app.is_done:
                event.app.exit(result=None)

        completer = WordCompleter(list(choices), ignore_case=True, sentence=True) if choices else None
        session: PromptSession[str | None] = PromptSession(
            completer=completer, complete_while_typing=False, key_bindings=bindings
        )
        _answer_escape_at_once(session)
        found = session.prompt(self._prompt(prompt), default=default)
        return None if found is None else found.strip()


def _answer_escape_at_once(session: Any) -> None:
    """Wait for the rest of a key's sequence only as long as a slow line may take over it."""
    session.app.ttimeoutlen = session.app.timeoutlen = 0.1
