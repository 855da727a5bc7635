"""The catalogues: extract the sentences of the code, compile the translations, check both.

The English catalogue is the sentences, with the nouns of the two documents as fields (see
``jamplan.locale.nouns``); in the French one, translators write these fields.

``python scripts/catalogues.py update`` rewrites ``fr.po``, ``en.po`` and their ``.mo``; what is new in
``fr.po`` is left empty, to be translated. ``check`` changes nothing and fails where anything is
missing, unused, untranslated or not compiled.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "jamplan"
FOLDER = PACKAGE / "locale"
ARGUMENTS = {
    "_": ("one",),
    "N_": ("one",),
    "P_": ("context", "one"),
    "gettext": ("one",),
    "ngettext": ("one", "many"),
    "pgettext": ("context", "one"),
}
"""What the leading arguments of each function are."""


def extracted() -> Catalog:
    """Every sentence of the code, in the order of the files.

    Read from the syntax tree, because Babel's own extraction misses calls within calls and f-strings.
    """
    catalog = Catalog(project="jamplan", charset="utf-8")
    for module in sorted(PACKAGE.rglob("*.py")):
        name = module.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                add_call(catalog, node, name)
            elif isinstance(node, ast.FunctionDef) and is_command(node):
                help_text = inspect.cleandoc(ast.get_docstring(node) or "")
                catalog.add(help_text, locations=[(name, 0)])
    return catalog


def add_call(catalog: Catalog, call: ast.Call, module: str) -> None:
    """Add the sentence of a call to gettext, if it is one and its sentence stands there."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in ARGUMENTS:
        return
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
    wanted = ARGUMENTS[name]
    if len(texts) < len(wanted) or not all(isinstance(text, str) for text in texts[: len(wanted)]):
        return
    found = dict(zip(wanted, texts, strict=False))
    message = found["one"] if "many" not in found else (found["one"], found["many"])
    catalog.add(message, locations=[(module, 0)], context=found.get("context"))


def is_command(function: ast.FunctionDef) -> bool:
    """Whether a function is a command, whose docstring is its help."""
    return any(
        isinstance(each, ast.Call) and getattr(each.func, "id", "") == "command"
        for each in function.decorator_list
    )


def read(language: str) -> Catalog:
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, project="jamplan")
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def merged(language: str) -> Catalog:
    """The sentences of the code with the translations there are; English ones are the sentences."""
    old, new = read(language), Catalog(locale=language, project="jamplan", fuzzy=False)
    new.header_comment = f"# jamplan, {language}."
    for message in extracted():
        if not message.id:
            continue
        known = old.get(key(message), message.context)
        # A sentence that has got a plural, or lost it, is translated anew.
        same_shape = known and isinstance(known.id, str) == isinstance(message.id, str)
        string = known.string if known and same_shape else ""
        if language == "en":
            each = with_nouns
            string = each(message.id) if isinstance(message.id, str) else tuple(map(each, message.id))
        new.add(message.id, string, context=message.context, locations=message.locations)
    return new


NOUN = re.compile(
    r"(?<![\w/“.{-])(?<!--table )(?<!sources, )((?:an? )?)"
    r"(proposals?|measures?|chapters?|priority|priorities)(?![\w}-]|\.yaml)",
    re.IGNORECASE,
)
FIELDS = {"proposal": "p", "measure": "m", "chapter": "c", "priorit": "r"}


def with_nouns(sentence: str) -> str:
    """An English sentence with the nouns as fields: « {p:a proposal} »."""

    def as_field(match: re.Match[str]) -> str:
        if match[2].isupper():
            # What stands for an argument in help.
            return match[0]
        name = next(name for noun, name in FIELDS.items() if match[2].lower().startswith(noun))
        return f"{{{name}:{match[0]}}}"

    return NOUN.sub(as_field, sentence)


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def as_po(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=96, omit_header=False, include_lineno=False)
    # Dates and versions in the header would change with every run.
    lines = [
        line
        for line in stream.getvalue().decode().split("\n")
        if not line.startswith(('"POT-Creation', '"PO-Revision', '"Generated', '"Last-Tr', '"Report-'))
        and not line.startswith(('"Language-Team', '"Project-Id'))
    ]
    return "\n".join(lines).encode()


def as_mo(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    catalog = read_po(io.BytesIO(as_po(catalog)), locale=catalog.locale)
    write_mo(stream, catalog)
    return stream.getvalue()


def missing(catalog: Catalog) -> list[str]:
    return [
        key(message)
        for message in catalog
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple | list) else message.string)
    ]


def strings(catalog: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """What a catalogue says, by context and sentence."""
    return {
        (as_text(message.context), key(message)): tuple(
            [message.string] if isinstance(message.string, str) else message.string
        )
        for message in catalog
        if message.id
    }


def as_text(context: str | bytes | None) -> str | None:
    """A context, which Babel leaves undecoded where it reads a compiled catalogue."""
    return context.decode() if isinstance(context, bytes) else context


def update() -> int:
    for language in ("fr", "en"):
        catalog = merged(language)
        (FOLDER / f"{language}.po").write_bytes(as_po(catalog))
        (FOLDER / f"{language}.mo").write_bytes(as_mo(catalog))
        for sentence in missing(catalog):
            print(f"{language}.po lacks: {sentence}")
    return 0


def check() -> int:
    faults = []
    for language in ("fr", "en"):
        current, committed = merged(language), read(language)
        faults += [f"{language}.po lacks: {sentence}" for sentence in missing(current)]
        if as_po(current) != (FOLDER / f"{language}.po").read_bytes():
            faults.append(f"{language}.po is not current")
        with (FOLDER / f"{language}.mo").open("rb") as stream:
            compiled = strings(read_mo(stream))
        # Compared by content: the header has a date and a version of its own.
        if compiled != strings(committed):
            faults.append(f"{language}.mo is not compiled from {language}.po")
    print("\n".join(faults) or "The catalogues are current.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
