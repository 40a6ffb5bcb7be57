import errno
import os
import stat
from pathlib import Path

import pytest

from headload.errors import BadInput
from headload.releases import atomic
from headload.releases.atomic import (
    Directory,
    need_writable,
    recover,
    write_directories,
    write_directory,
    write_file,
)

FILES = {"a.txt": b"one", "deep/b.txt": b"two"}
GONE = 2**22 + 1  # no process has an id over the kernel's limit


def anything(_):
    """Let any target be replaced."""


def names(directory):
    return sorted(path.name for path in directory.iterdir())


def test_a_directory_appears_whole(tmp_path):
    made = write_directory(tmp_path / "x" / "out", FILES, may_replace=anything)
    assert (made / "a.txt").read_bytes() == b"one"
    assert (made / "deep" / "b.txt").read_bytes() == b"two"
    assert names(tmp_path / "x") == ["out"]


@pytest.mark.parametrize(
    ("private", "folder", "file"),
    [(False, 0o755, 0o644), (True, 0o700, 0o600)],
)
def test_modes_are_set_whatever_the_umask(tmp_path, private, folder, file):
    before = os.umask(0o077 if not private else 0)
    try:
        out = Directory(tmp_path / "out", FILES, anything, private=private)
        (made,) = write_directories([out])
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.stat().st_mode) == folder
    assert stat.S_IMODE((made / "deep").stat().st_mode) == folder
    assert stat.S_IMODE((made / "a.txt").stat().st_mode) == file


def test_the_old_directory_is_replaced_as_a_whole(tmp_path):
    write_directory(tmp_path / "out", FILES, may_replace=anything)
    write_directory(tmp_path / "out", {"c.txt": b"three"}, may_replace=anything)
    assert names(tmp_path / "out") == ["c.txt"]
    assert names(tmp_path) == ["out"]


def test_a_target_that_must_not_be_replaced_stays(tmp_path):
    def refuse(_):
        raise BadInput("no", where="here", to_do="nothing", code="HL-X-01")

    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="HL-X-01"):
        write_directory(tmp_path / "out", FILES, may_replace=refuse)
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == ["mine.txt"]


def test_leftovers_of_killed_runs_are_cleared_and_others_are_let_be(tmp_path):
    for name in (f".out.tmp-{GONE}-abc", f".out.old-{GONE}-abc"):
        (tmp_path / name).mkdir()
    kept = (f".other.tmp-{GONE}-abc", f".out.tmp-{os.getppid()}-abc", ".out.tmp-mine")
    for name in kept:
        (tmp_path / name).mkdir()
    write_directory(tmp_path / "out", FILES, may_replace=anything)
    assert names(tmp_path) == sorted([*kept, "out"])


def test_what_a_killed_run_had_moved_aside_is_put_back(tmp_path):
    aside = tmp_path / f".out.old-{GONE}-abc"
    aside.mkdir()
    (aside / "a.txt").write_text("old")
    recover(tmp_path / "out")
    assert (tmp_path / "out" / "a.txt").read_text() == "old"


def test_a_disk_that_refuses_is_told_with_place_and_need_and_nothing_is_left(tmp_path):
    long = {"n" * 300: b"x" * 4096}
    with pytest.raises(BadInput, match=r"make 5 kB of space.*HL-REL-08"):
        write_directory(tmp_path / "out", long, may_replace=anything)
    assert names(tmp_path) == []


def test_a_parent_that_is_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadInput, match="HL-REL-08"):
        write_directory(tmp_path / "file" / "out", FILES, may_replace=anything)


def test_a_swap_that_fails_puts_the_old_directory_back(tmp_path, monkeypatch):
    target = write_directory(tmp_path / "out", FILES, may_replace=anything)
    rename = Path.rename

    def fail_into_place(self, other):
        if ".tmp-" in self.name:
            raise OSError(5, "Input/output error")
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", fail_into_place)
    with pytest.raises(BadInput, match="Input/output error"):
        write_directory(target, {"new.txt": b"x"}, may_replace=anything)
    assert names(target) == ["a.txt", "deep"]
    assert names(tmp_path) == ["out"]


def test_directories_that_belong_together_are_written_together_or_not(
    tmp_path, monkeypatch
):
    write_directory(tmp_path / "record", {"old.txt": b"old"}, may_replace=anything)
    filled = atomic._fill

    def full(target, files, *, private):
        if target.name == "release":
            raise OSError(errno.ENOSPC, "No space left on device")
        return filled(target, files, private=private)

    monkeypatch.setattr(atomic, "_fill", full)
    both = [
        Directory(tmp_path / "record", FILES, anything, private=True),
        Directory(tmp_path / "release", FILES, anything),
    ]
    with pytest.raises(BadInput, match="No space left") as refusal:
        write_directories(both)
    assert refusal.value.code == "HL-REL-08"
    assert names(tmp_path) == ["record"]
    assert names(tmp_path / "record") == ["old.txt"]


def test_a_place_that_cannot_be_written_is_refused_before_the_work(tmp_path):
    need_writable(tmp_path / "new" / "deep" / "out")
    assert names(tmp_path) == []
    with pytest.raises(BadInput) as refusal:
        need_writable(Path("/proc/out"))
    assert refusal.value.code == "HL-REL-10"


def test_one_file_is_written_whole_or_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.html"
    write_file(place, b"old")
    write_file(place, b"new")
    assert place.read_bytes() == b"new"
    assert place.stat().st_mode & 0o077 == 0o044 & ~os.umask(os.umask(0o022))

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("headload.releases.atomic.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(place, b"half")
    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]
