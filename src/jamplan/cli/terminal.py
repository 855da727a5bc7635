"""The terminal of a review and of questions.

It shows text, takes a key, takes a line.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from jamplan.account.spans import inline
from jamplan.cli.environment import Run
from jamplan.cli.screen import render, render_fitting
from jamplan.language.folding import as_pasted
from jamplan.layouts.blocks import Block, Paragraph

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

ENTER = "\n"
ESCAPE = "\x1b"


class Terminal:
    """The process's terminal, with prompt_toolkit for keys and lines.

    Every method raises :class:`KeyboardInterrupt` on Ctrl-C, and ``key`` and ``line``
    raise :class:`EOFError` if nothing more will come.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        # Nothing here depends on the cursor's position, which some terminals do not
        # report.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")

    def fits(
        self, report: Sequence[Block], *, news: Sequence[str] = (), below: str = ""
    ) -> bool:
        """Whether a report fits on a screen with the lines under it."""
        text = render(report, self.run.screen)
        return text.rstrip("\n").count("\n") < self._height(news, below)

    def _height(self, news: Sequence[str], below: str) -> int:
        """The lines that a report has.

        Two at the end of a terminal stay free for what is typed.
        """
        told = sum(len(self._wrapped(line)) for line in news)
        lines = shutil.get_terminal_size().lines - 2
        return max(lines - told - len(self._wrapped(below)), 5)

    def show(
        self,
        *versions: Sequence[Block],
        news: Sequence[str] = (),
        below: str = "",
    ) -> str:
        """Show the first version that fits on a cleared screen, else the last, paged.

        ``news`` are lines under it, or above its pages, and ``below`` is a line that is
        shown later. The space bar and Enter turn a page, other keys leave them. Return
        that key, or nothing.
        """
        told = [part for line in news for part in self._wrapped(line)]
        height = self._height(news, below)
        lines = (
            render_fitting(versions, self.run.screen, height).rstrip("\n").split("\n")
        )
        if os.environ.get("TERM", "dumb") != "dumb":
            # The screen is cleared.
            self.run.environment.write("\x1b[2J\x1b[H")
        lines = [*told, *lines] if len(lines) > height else [*lines, *told]
        height += len(told)
        while len(lines) > height:
            self._write(lines[:height])
            lines = lines[height:]
            more = self.run.messages.gettext("— more: space bar —")
            if (key := self.key(more)) not in {" ", ENTER}:
                return key
        self._write(lines)
        return ""

    def leaf(self, *blocks: Block) -> None:
        """Show blocks until a key is typed, which only leaves them."""
        prompt = self.run.messages.gettext("— back: any key —")
        if not self.show(blocks, below=prompt):
            self.key(prompt)

    def say(self, line: str) -> None:
        """Show one line, wrapped if it is longer than the screen."""
        self._write(self._wrapped(line))

    def key(self, prompt: str, *, fresh: bool = False) -> str:
        """Take a key: a character, :data:`ENTER` or :data:`ESCAPE`.

        A ``fresh`` one is typed after the prompt is shown: what was typed before it is
        dropped.
        """
        if fresh:
            self._drop_typed()
        keys = {"<any>": None, "enter": ENTER, "escape": ESCAPE}
        return str(self._session(keys).prompt(self._as_prompt(prompt)))

    def line(
        self,
        prompt: str,
        default: str = "",
        choices: Sequence[str] = (),
        *,
        is_alone: bool = False,
    ) -> str | None:
        """Take a line that begins as ``default``; Tab completes ``choices``.

        Escape gives None.

        Of several lines that are typed or pasted at once, one that ``is_alone`` is the
        first: the others answer nothing.
        """
        from prompt_toolkit.completion import WordCompleter

        completer = (
            WordCompleter(list(choices), ignore_case=True, sentence=True)
            if choices
            else None
        )
        session = self._session(
            {"escape": ESCAPE}, completer=completer, complete_while_typing=False
        )
        line = str(session.prompt(self._as_prompt(prompt), default=as_pasted(default)))
        if is_alone:
            self._drop_typed()
        return None if line == ESCAPE else as_pasted(line)

    def _drop_typed(self) -> None:
        """Drop what was typed, and not read yet."""
        from prompt_toolkit.application.current import get_app_session
        from prompt_toolkit.input.typeahead import clear_typeahead

        clear_typeahead(get_app_session().input)
        if sys.platform != "win32":
            import termios

            with suppress(termios.error, ValueError, OSError):
                termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)

    def _session(self, keys: dict[str, str | None], **options: Any) -> Any:
        """Return a prompt that each of these keys answers with its result or itself."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()
        for key, result in keys.items():
            bindings.add(key)(partial(_answer, result))
        # What is pasted where one key is asked for answers nothing. A colour that is
        # pasted without brackets reads as a mouse that nothing here asked for.
        bindings.add(Keys.Vt100MouseEvent, eager=True)(_ignore)
        bindings.add(Keys.BracketedPaste)(_ignore if "<any>" in keys else _paste)
        session: Any = PromptSession(key_bindings=bindings, **options)
        # Wait for the rest of a key's sequence only as long as a slow line may take
        # over it.
        session.app.ttimeoutlen = session.app.timeoutlen = 0.1
        return session

    def _as_prompt(self, text: str) -> str:
        return "\n".join(self._wrapped(text)) + " "

    def _wrapped(self, line: str) -> list[str]:
        return (
            render([Paragraph(inline(line))], self.run.screen).rstrip("\n").split("\n")
        )

    def _write(self, lines: Sequence[str]) -> None:
        self.run.environment.write("\n".join(lines) + "\n")


def terminal_of(run: Run) -> Terminal | None:
    """Return the terminal, if a person sees and can answer what is printed."""
    stdin, stdout = run.environment.stdin, run.environment.stdout
    is_one = (
        stdin is not None and stdin.isatty() and stdout.isatty() and run.output is None
    )
    return Terminal(run) if is_one and run.format == "table" else None


def _paste(event: KeyPressEvent) -> None:
    event.current_buffer.insert_text(as_pasted(event.data))


def _ignore(_event: KeyPressEvent) -> None:
    pass


def _answer(result: str | None, event: KeyPressEvent) -> None:
    # Two keys may come at once; the first is the answer.
    if not event.app.is_done:
        event.app.exit(result=event.data if result is None else result)
