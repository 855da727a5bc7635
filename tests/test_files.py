"""Writing: a whole file or none, the mode kept, a link kept, nothing left behind."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from jamplan.files import write_atomically


def names(folder):
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_under_the_process_mask(tmp_path):
    """A new file has the mode that any program would give it."""
    old = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", b"new", replace=False)
    finally:
        os.umask(old)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640
    assert names(tmp_path) == ["a"]


def test_an_existing_file_is_replaced_only_when_told(tmp_path):
    """Without « replace » the old content stays, and no temporary file is left."""
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o604)
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "a", b"new", replace=False)
    assert (tmp_path / "a").read_bytes() == b"old"
    write_atomically(tmp_path / "a", b"new", replace=True)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o604
    assert names(tmp_path) == ["a"]


def test_a_symbolic_link_stays_one(tmp_path):
    """The target is replaced, not the link."""
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_atomically(tmp_path / "link", b"new", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_dangling_link_is_something_that_exists(tmp_path):
    """Nobody's link is followed into nowhere without being told to."""
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "link", b"new", replace=False)


def test_a_missing_folder_and_a_folder_in_place_are_errors(tmp_path):
    """Both leave things as they were."""
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "no" / "a", b"new", replace=False)
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path, b"new", replace=True)


def test_who_comes_second_does_not_overwrite(tmp_path, monkeypatch):
    """A file that appears between the look and the naming is kept."""
    real = os.link

    def slow(source, target):
        target.write_bytes(b"theirs")
        real(source, target)

    monkeypatch.setattr(os, "link", slow)
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "a", b"ours", replace=False)
    assert (tmp_path / "a").read_bytes() == b"theirs"
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("taken", [False, True])
def test_a_file_system_without_hard_links_is_written_too(tmp_path, monkeypatch, taken):
    """There the file is renamed, unless its name is taken."""

    def refuse(_source, target):
        if taken:
            target.write_bytes(b"theirs")
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    if taken:
        with pytest.raises(FileExistsError):
            write_atomically(tmp_path / "a", b"ours", replace=False)
    else:
        write_atomically(tmp_path / "a", b"ours", replace=False)
    assert (tmp_path / "a").read_bytes() == (b"theirs" if taken else b"ours")


def test_a_failed_write_changes_nothing(tmp_path, monkeypatch):
    """A full disk leaves the old file whole and no temporary file."""
    (tmp_path / "a").write_bytes(b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "a", b"new", replace=True)
    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe by name")
def test_a_pipe_is_written_into(tmp_path):
    """What is not a regular file cannot be replaced, so it is written to."""
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(
        [sys.executable, "-c", f"print(open({str(tmp_path / 'pipe')!r}).read(), end='')"],
        stdout=subprocess.PIPE,
    ) as reader:
        write_atomically(tmp_path / "pipe", b"bytes", replace=False)
        assert reader.communicate(timeout=20)[0] == b"bytes"
