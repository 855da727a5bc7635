"""Writing: a whole file or none, the mode kept, a link kept, nothing left behind."""

import contextlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jamplan.corpus import changing
from jamplan.corpus.files import create_files, write_atomically, write_copy
from tests.conftest import state
from tests.interrupting import after_each_call


def test_a_file_is_written_whole_and_replaced_only_when_told(tmp_path):
    """A new one has the mode of the process's mask; an old one keeps its mode; nothing else is left."""
    path, old = tmp_path / "a", os.umask(0o027)
    try:
        write_atomically(path, b"old", replace=False)
    finally:
        os.umask(old)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"old", 0o640)
    path.chmod(0o604)
    with pytest.raises(FileExistsError):
        write_atomically(path, b"new", replace=False)
    assert path.read_bytes() == b"old"
    write_atomically(path, b"new", replace=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o604
    assert state(tmp_path) == {"a": b"new"}


def test_a_symbolic_link_stays_one(tmp_path):
    """The target is replaced, not the link; one that leads nowhere is something that exists."""
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_atomically(tmp_path / "link", b"new", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"
    (tmp_path / "dangling").symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        write_atomically(tmp_path / "dangling", b"new", replace=False)


def test_a_failed_write_changes_nothing(tmp_path, monkeypatch):
    """A missing folder, a folder in place; a full disk leaves the old file whole and no temporary file."""
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "no" / "a", b"new", replace=False)
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path, b"new", replace=True)
    (tmp_path / "a").write_bytes(b"old")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "a", b"new", replace=True)
    assert state(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("links", [False, True], ids=["no hard links", "hard links"])
def test_who_comes_second_does_not_overwrite(tmp_path, monkeypatch, links, taken):
    """A file that appears between the look and the naming is kept, on any file system."""
    real = os.link

    def slow(source, target):
        if taken:
            target.write_bytes(b"theirs")
        if not links:
            raise OSError(1, "Operation not permitted")
        real(source, target)

    monkeypatch.setattr(os, "link", slow)
    with pytest.raises(FileExistsError) if taken else contextlib.nullcontext():
        write_atomically(tmp_path / "a", b"ours", replace=False)
    assert state(tmp_path) == {"a": b"theirs" if taken else b"ours"}


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe by name")
def test_a_pipe_is_written_into(tmp_path):
    """What is not a regular file cannot be replaced, so it is written to."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [sys.executable, "-c", f"print(open({str(pipe)!r}).read(), end='')"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        write_atomically(pipe, b"bytes", replace=False)
        assert reader.communicate(timeout=20)[0] == b"bytes"


FOUR = {"a.yaml": b"a", "sub/b.json": b"b"}


def test_files_are_created_in_a_new_folder_or_one_that_is_there(tmp_path):
    """With the modes of the process's mask; what is there stays."""
    new, old = tmp_path / "x" / "new", tmp_path / "old"
    create_files(new, FOUR)
    assert (new / "sub" / "b.json").read_bytes() == b"b"
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(new.parent.stat().st_mode)
    old.mkdir()
    (old / "other").write_bytes(b"o")
    create_files(old, FOUR)
    assert sorted(path.name for path in old.iterdir()) == ["a.yaml", "other", "sub"]


def test_a_new_folder_is_there_only_when_it_is_whole(tmp_path):
    """Whatever the moment at which a process ends; a file after the other would be seen half made."""
    whole = []

    def look(name):
        made = {path.name for path in (tmp_path / "new").rglob("*")}
        whole.append((name, made))

    with after_each_call(look):
        create_files(tmp_path / "new", FOUR)
    before = [made for name, made in whole if not made]
    assert [made for _name, made in whole[len(before) :]] == [
        {"a.yaml", "sub", "b.json"}
    ] * (len(whole) - len(before))
    assert len(before) > len(FOUR)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize("taken", ["a.yaml", "sub/b.json"])
@pytest.mark.parametrize(
    "take", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")]
)
def test_nothing_is_created_where_a_name_is_taken(tmp_path, taken, take):
    """A file, a folder or a link that leads nowhere in the place of any of them."""
    path = tmp_path / "c" / taken
    path.parent.mkdir(parents=True)
    take(path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileExistsError) as caught:
        create_files(tmp_path / "c", FOUR)
    assert caught.value.filename == str(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_file_or_a_link_in_the_place_of_the_folder_stays(tmp_path):
    """A link to a folder stands for it; one that leads nowhere is taken, as a file is."""
    (tmp_path / "file").write_bytes(b"f")
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("file", "link"):
        with pytest.raises(OSError) as caught:  # noqa: PT011 - of two kinds, both with the path
            create_files(tmp_path / name, FOUR)
        assert str(tmp_path / name) in caught.value.filename
    assert (tmp_path / "file").read_bytes() == b"f"
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "real").mkdir()
    (tmp_path / "to-real").symlink_to("real")
    create_files(tmp_path / "to-real", FOUR)
    assert (tmp_path / "real" / "a.yaml").read_bytes() == b"a"


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "full")])
def test_what_is_interrupted_leaves_nothing(tmp_path, monkeypatch, there, error):
    """Neither a file, nor a folder that was made for it, nor a temporary one."""
    if there:
        (tmp_path / "c").mkdir()
    before = sorted(tmp_path.rglob("*"))
    real = changing.write_new

    def fail(path, data):
        if "b.json" in path.name:
            raise error
        real(path, data)

    monkeypatch.setattr(changing, "write_new", fail)
    with pytest.raises(error if isinstance(error, type) else OSError):
        create_files(tmp_path / "c" if there else tmp_path / "x" / "c", FOUR)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only the superuser gives files away",
)
def test_owner_and_group_are_kept(tmp_path):
    """Of the file that is replaced, or of that behind a link; the mode with its high bits too."""
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"old")
    os.chown(path, 1234, 4321)
    path.chmod(0o2640)
    link.symlink_to("a")
    for name in (path, link):
        write_atomically(name, b"new", replace=True)
        state = path.stat()
        assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (
            1234,
            4321,
            0o2640,
        )
    write_copy(link, b"old", tmp_path / "a.bak")
    state = (tmp_path / "a.bak").stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (
        1234,
        4321,
        0o2640,
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such owners")
@pytest.mark.parametrize("group", [True, False])
def test_the_group_is_kept_where_the_owner_cannot_be(tmp_path, monkeypatch, group):
    """Who may give a file only to a group does that; who may do neither writes all the same."""
    asked = []

    def refuse(_path, owner, _group):
        asked.append(owner)
        if owner != -1 or not group:
            raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    (tmp_path / "a").write_bytes(b"old")
    write_atomically(tmp_path / "a", b"new", replace=True)
    assert asked == [(tmp_path / "a").stat().st_uid, -1]
    assert (tmp_path / "a").read_bytes() == b"new"


def test_a_copy_is_as_secret_as_its_file(tmp_path):
    """Its mode is that of the file, whatever the copy that it replaces had."""
    path, copy = tmp_path / "a", tmp_path / "a.bak"
    path.write_bytes(b"new")
    path.chmod(0o600)
    for data in (b"old", b"older"):
        write_copy(path, data, copy)
        assert (copy.read_bytes(), stat.S_IMODE(copy.stat().st_mode)) == (data, 0o600)
        copy.chmod(0o644)


@pytest.mark.parametrize("target", ["other", "nowhere", "a.bak"])
def test_a_link_in_the_place_of_a_copy_is_replaced(tmp_path, target):
    """What it leads to stays as it is, and nothing is made where it leads nowhere."""
    (tmp_path / "a").write_bytes(b"new")
    (tmp_path / "other").write_bytes(b"theirs")
    (tmp_path / "a.bak").symlink_to(target)
    write_copy(tmp_path / "a", b"old", tmp_path / "a.bak")
    assert not (tmp_path / "a.bak").is_symlink()
    assert (tmp_path / "a.bak").read_bytes() == b"old"
    assert (tmp_path / "other").read_bytes() == b"theirs"
    assert sorted(state(tmp_path)) == ["a", "a.bak", "other"]


def test_what_a_killed_process_left_is_completed(tmp_path):
    """Files with the very contents are as good as written; all of them, or a link to one, are taken names."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.json").write_bytes(b"b")
    create_files(tmp_path, FOUR)
    assert {name: (tmp_path / name).read_bytes() for name in FOUR} == FOUR
    with pytest.raises(FileExistsError):
        create_files(tmp_path, FOUR)
    other = tmp_path / "sub"
    (other / "theirs").write_bytes(b"a")
    (other / "a.yaml").symlink_to("theirs")
    with pytest.raises(FileExistsError):
        create_files(other, FOUR)
    assert sorted(state(other)) == ["a.yaml", "b.json", "theirs"]
