"""What a machine does to a program: processes killed and racing, locks held, a full disk, bombs, Git.

No decision that was said to be recorded is lost, no file is half written, and nothing of what is read
is carried out.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import re
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from bench.attack import Trial
from bench.attackkills import files_of, write_small_corpus
from jamplan.corpus import locks
from jamplan.corpus.loading import load
from tests.conftest import state
from tests.documents import made_up

_MEMORY = 1000
"""Megabytes that reading a hostile file may take: the address space that its subprocess gets."""
_SECONDS = 90
_RACERS = 3


def attack(trial: Trial, number: int) -> None:
    """Try each of them once, and one of the bombs."""
    parts = {"racing": _race, "lock": _hold_lock, "full disk": _fill_disk, "git": _diff}
    for name, part in parts.items():
        with trial.attack(name) as folder:
            part(trial, folder)
    bombs = list(_BOMBS)
    with trial.attack("bomb") as folder:
        _read_bomb(trial, folder / bombs[(trial.shift + number) % len(bombs)])


def _run(*words: str) -> int:
    """The exit code of a command of the system."""
    return subprocess.run(words, check=False, capture_output=True).returncode  # noqa: S603 - written here


def _jamplan(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "jamplan", *words]


def _race(trial: Trial, _folder: Path) -> None:
    """Let real processes decide in one corpus, and kill one of them at any moment."""
    write_small_corpus(Path())
    names = [f"R{number}" for number in range(_RACERS)]
    racers = {
        name: subprocess.Popen(  # noqa: S603 - this very program
            _jamplan(
                *"decide roads M1 --says taken-up --data c".split(),
                *("--decided-by", name),
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        for name in names
    }
    time.sleep(trial.chance.uniform(0.1, 1.5))
    racers[trial.chance.choice(names)].kill()
    said = {
        name for name, racer in racers.items() if b"Recorded" in racer.communicate()[0]
    }
    recorded = {each.by for each in load("c").statements}
    assert said <= recorded, (said, recorded)
    trial.command("decide wells M2 --says not-this --data c --decided-by Last", (0,))
    trial.tried["processes killed or racing"] += _RACERS


def _hold_lock(trial: Trial, _folder: Path) -> None:
    """Decide while somebody else holds the lock, who gives it back in time or does not."""
    write_small_corpus(Path())
    before = state(Path("c"))
    line = "decide wells M2 --says not-this --data c --decided-by Zoé"
    limits = locks.SAY_AFTER, locks.GIVE_UP_AFTER
    held = os.open("c", os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    try:
        locks.SAY_AFTER, locks.GIVE_UP_AFTER = 0.05, 0.2
        trial.command(line, (4,))
        assert state(Path("c")) == before
    finally:
        os.close(held)
        locks.SAY_AFTER, locks.GIVE_UP_AFTER = limits
    trial.command(line, (0,))
    trial.tried["held locks"] += 1


def _fill_disk(trial: Trial, folder: Path) -> None:
    """Decide, merge and export on a disk with little room left."""
    disk = folder / "disk"
    disk.mkdir()
    if _run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)):
        trial.tried["full disks that the system does not allow"] += 1
        return
    try:
        os.chdir(disk)
        write_small_corpus(disk)
        with (
            Path("ballast").open("wb", buffering=0) as ballast,
            contextlib.suppress(OSError),
        ):
            while ballast.write(bytes(1024)):
                pass
        # Files take whole pages of memory, 4 KB each.
        os.truncate(
            "ballast",
            max(0, Path("ballast").stat().st_size - 4096 * trial.chance.randrange(5)),
        )
        for line in trial.chance.sample(_ON_DISK, len(_ON_DISK)):
            before = _records()
            output = trial.command(line, (0, 1, 2, 3, 4))
            load("c")
            # What is on record has changed if, and only if, the command says so.
            is_recorded = (
                "Recorded" in output
                if line.startswith("decide")
                else bool(output.strip())
            )
            assert is_recorded or _records() == before, (line, output)
            assert not list(disk.rglob("*.tmp"))
        trial.tried["full disks"] += 1
    finally:
        os.chdir(folder)
        assert _run("umount", str(disk)) == 0


def _records() -> dict[str, bytes]:
    """The four files, without the copies of what they held before."""
    return {
        name: data
        for name, data in files_of(Path("c")).items()
        if name.endswith(".yaml")
    }


_ON_DISK = [
    "decide roads M1 --says not-this --data c --decided-by Zoé",
    "decide wells M2 --says taken-up --data c --decided-by Zoé",
    "import d.md --as proposals --publisher Ada_Byron --merge --pair all=new --write --data c",
    "export -o x.html --force --data c",
    "export -o x.xlsx --force --data c",
]


def _diff(trial: Trial, folder: Path) -> None:
    """Compare with a revision of a repository whose settings and names would run a command."""
    write_small_corpus(folder)
    flag = folder / "carried-out"
    touch = f"touch {flag}"
    (folder / ".gitattributes").write_text(
        "*.yaml diff=evil filter=evil\n", encoding="utf-8"
    )
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        assert (
            _run("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words)
            == 0
        )
    settings = {
        "core": {
            "fsmonitor": touch,
            "pager": touch,
            "sshCommand": touch,
            "hooksPath": str(folder),
        },
        'diff "evil"': {"textconv": touch, "command": touch},
        'filter "evil"': {"smudge": touch, "clean": touch, "process": touch},
        "diff": {"external": touch},
        "alias": {
            "show": f"!{touch}",
            "cat-file": f"!{touch}",
            "rev-parse": f"!{touch}",
        },
    }
    with (folder / ".git" / "config").open("a", encoding="utf-8") as config:
        for name, values in settings.items():
            config.write(
                f"[{name}]\n"
                + "".join(f"\t{key} = {value}\n" for key, value in values.items())
            )
    trial.command("decide wells M2 --says not-this --data c --decided-by Zoé", (0,))
    trial.command("diff HEAD --data c", (0, 1))
    revisions = "--output=x -p HEAD;touch_x ext::sh_-c_touch%_x @{-1}".split()
    for revision in (*revisions, "x" * 5000):
        trial.command(f"diff {revision} --data c", (2, 3, 4))
    assert not flag.exists()
    assert not (folder / "x").exists()
    trial.tried["hostile repositories"] += 1


# Bombs


def _packed_bomb(*, declares: int | None) -> bytes:
    """A DOCX with a member of 500 MB, which may declare to be smaller."""
    stream = io.BytesIO(made_up.numbered_docx())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo("word/media/zeros.bin")
        member.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(member, "w") as part:
            for _ in range(500):
                part.write(bytes(1_000_000))
    data = bytearray(stream.getvalue())
    if declares is not None:
        at = data.rfind(b"PK\1\2")
        data[at + 16 : at + 20] = zlib.crc32(bytes(declares)).to_bytes(4, "little")
        data[at + 24 : at + 28] = declares.to_bytes(4, "little")
    return bytes(data)


def _pdf_bomb() -> bytes:
    """A PDF whose only page unpacks to 500 MB of signs."""
    packer = zlib.compressobj()
    stream = b"".join(
        [*(packer.compress(b"(a) Tj " * 150_000) for _ in range(500)), packer.flush()]
    )
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = (
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    )
    length = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    return (
        head
        + page
        + length
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def _wide_workbook() -> bytes:
    sheet = re.sub(
        rb"<sheetData.*</sheetData>",
        b'<sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        _member(made_up.workbook(), "xl/worksheets/sheet1.xml"),
        flags=re.DOTALL,
    )
    return made_up.repacked(made_up.workbook(), {"xl/worksheets/sheet1.xml": sheet})


def _member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


_BOMBS: dict[str, Callable[[], bytes]] = {
    "packed.docx": lambda: _packed_bomb(declares=None),
    "lying.docx": lambda: _packed_bomb(declares=100),
    "page.pdf": _pdf_bomb,
    "wide.xlsx": _wide_workbook,
    "deep.html": lambda: b"<html>" + b"<div><span>" * 200_000 + b"x",
    "deep.md": lambda: b"> " * 20_000 + b"x\n" + b"[" * 100_000,
    "long.csv": lambda: b"a,b\n" + b'"' + b"x\n" * 20_000_000,
    "wide.csv": lambda: b",".join([b"x"] * 2_000_000) + b"\n" + b"1,2\n" * 9,
}


_MEASURED = (
    "import resource, subprocess, sys\n"
    "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
    "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Starts a program, and tells its exit code and its peak of memory. What starts it is small: a process
begins with the peak of the one that starts it."""


def _read_bomb(trial: Trial, path: Path) -> None:
    path.write_bytes(_BOMBS[path.name]())
    trial.log.append(path.name)
    start = time.monotonic()
    words = _jamplan("import", str(path), "--as", "proposals", "--format", "json")
    command = [sys.executable, "-c", _MEASURED, *words]
    child = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    code, peak = map(int, child.stdout.split())
    assert code in {0, 1, 4}, (code, child.stderr[-500:])
    assert "Traceback" not in child.stderr, child.stderr[-2000:]
    assert time.monotonic() - start < _SECONDS, path.name
    # In kilobytes on Linux; that of the subprocess counts.
    assert peak / 1000 < _MEMORY, (path.name, peak)
    trial.tried["bombs"] += 1
