"""How numbers are written in letters: « A », « AA », « IV »."""

from __future__ import annotations


def letters_of(number: int) -> str:
    """A number as a word processor counts in letters: after Z comes AA, after that BB."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman_of(number: int) -> str:
    """A number in Roman letters."""
    written = ""
    for value, sign in (
        *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
        *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
    ):
        while number >= value:
            written, number = written + sign, number - value
    return written
