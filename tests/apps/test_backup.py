"""A site goes into one file and comes out of it again, or nothing happens at all."""

import json
import os
import signal
import stat
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import pytest

from apps.conftest import Site
from apps.facts import PASSWORD, facts
from apps.organisations import new_count, organisation, remove_all
from apps.postgresql import running
from headload.cli.app import run
from needs import PROJECT

Capture = pytest.CaptureFixture[str]
PDF = b"%PDF-1.4 a document that is kept as it is"


@dataclass(frozen=True)
class Kept:
    """A backup of the site, and what the site was."""

    path: Path
    facts: Mapping[str, Any]
    said: str = field(repr=False)


@pytest.fixture(scope="module")
def kept(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Give a backup of a site with an editor, a picture, a story, a count, a mail."""
    from django.contrib.auth import get_user_model
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count
    from headload.apps.pages.models import ListPage, NewsPage
    from headload.apps.site.accounts import make_editor

    make_editor("amina", PASSWORD)
    vendors = organisation("Vendors who are kept")
    record_count(vendors, new_count(), COMMAND_LINE)  # with a share, a decimal number
    document = Document.objects.create(
        title="A form", file=ContentFile(PDF, "form.pdf")
    )
    news = NewsPage(title="Nouvelle — लेख", slug="kept")
    news.body = json.dumps(
        [
            {"type": "said", "value": {"text": "हम यहाँ हैं", "by": "Amina"}},
            {"type": "paragraph", "value": "<p>Words, <b>more</b> words</p>"},
        ]
    )
    ListPage.objects.filter(slug="news").first().add_child(instance=news)
    news.save_revision().publish()
    (site.home / "mail").mkdir(exist_ok=True)
    (site.home / "mail" / "one.log").write_text("Subject: hello\n")
    path = tmp_path_factory.mktemp("backup") / "site.zip"
    script = [sys.executable, "-m", "headload", "site", "backup", str(path)]
    ran = subprocess.run(
        [*script, "--with-keys"], env=_environment(), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    yield Kept(path, facts(), ran.stdout)
    news.delete()
    remove_all()
    document.file.delete(save=False)
    document.delete()
    (site.home / "mail" / "one.log").unlink()
    get_user_model().objects.filter(username="amina").delete()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a place that is not there yet; the command restores into it."""
    monkeypatch.setenv("HEADLOAD_HOME", str(tmp_path / "restored"))
    return tmp_path / "restored"


def _environment(**named: str) -> dict[str, str]:
    paths = os.pathsep.join([str(PROJECT / "src"), str(PROJECT / "tests")])
    return {**os.environ, "PYTHONPATH": paths, **named}


def _command(*words: str, **named: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        env=_environment(**named),
        capture_output=True,
        text=True,
        check=False,
    )


def _restore(path: Path, home: Path, database: str = "") -> str:
    where = {"HEADLOAD_HOME": str(home), "DATABASE_URL": database}
    ran = _command("headload", "site", "restore", str(path), **where)
    return ran.stderr if ran.returncode else ran.stdout


def _facts_of(home: Path, database: str = "") -> dict[str, Any]:
    where = {"HEADLOAD_HOME": str(home), "DATABASE_URL": database}
    ran = _command("apps.facts", **where)
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    assert told.pop("numbered")
    return told


def _any_order(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts without what each engine has of its own.

    That is the rank of what search finds, and a table of Wagtail's search that only
    SQLite has, which brings a content type and its permissions.
    """
    rows = {
        name: digest
        for name, digest in told["rows"].items()
        if not name.endswith((".permission.jsonl", ".contenttype.jsonl"))
    }
    return {**told, "rows": rows, "found": [sorted(keys) for keys in told["found"]]}


def _manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as found:
        told: dict[str, Any] = json.loads(found.read("manifest.json"))
    return told


Parts = dict[str, bytes]


def _forged(
    kept: Kept, target: Path, change: Callable[[Parts], None], *, sealed: bool = False
) -> Path:
    """Write a backup with changed parts; `sealed` with a manifest that fits them."""
    with zipfile.ZipFile(kept.path) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    change(parts)
    if sealed:
        told = json.loads(parts["manifest.json"])
        told["parts"] = [
            {
                "name": name,
                "bytes": len(content),
                "sha256": sha256(content).hexdigest(),
                "rows": content.count(b"\n") if name.startswith("database/") else None,
            }
            for name, content in parts.items()
            if name != "manifest.json"
        ]
        parts["manifest.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return target


def _refused(path: Path, place: Path, capsys: Capture, code: str, exit_: int) -> str:
    """Return the refusal of a backup; nothing was written."""
    assert run(["site", "restore", str(path)]) == exit_
    refusal = capsys.readouterr().err
    assert code in refusal
    assert not place.exists()
    return refusal


# What a backup is


def test_a_backup_says_what_is_in_it_and_its_checksum(kept: Kept) -> None:
    digest = sha256(kept.path.read_bytes()).hexdigest()
    assert f"sha256 {digest}" in kept.said
    told = _manifest(kept.path)
    assert told["format"] == 1
    assert {"common", "headload_library", "wagtailcore"} <= set(told["migrations"])
    with zipfile.ZipFile(kept.path) as found:
        assert found.namelist() == [
            *(p["name"] for p in told["parts"]),
            "manifest.json",
        ]
        for part in told["parts"]:
            content = found.read(part["name"])
            assert sha256(content).hexdigest() == part["sha256"]
            assert len(content) == part["bytes"]
            if part["rows"] is not None:
                assert content.count(b"\n") == part["rows"]


def test_a_backup_is_for_its_owner_alone(kept: Kept) -> None:
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_the_secret_key_is_kept_only_when_asked_for(
    site: Site, kept: Kept, tmp_path: Path
) -> None:
    key = (site.home / "secret-key").read_bytes()
    with zipfile.ZipFile(kept.path) as found:
        assert found.read("keys/secret-key") == key
    assert run(["site", "backup", str(tmp_path / "b.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as found:
        assert not [name for name in found.namelist() if name.startswith("keys")]
        assert all(key not in found.read(name) for name in found.namelist())


def test_nobody_stays_signed_in_by_a_backup(kept: Kept) -> None:
    names = [part["name"] for part in _manifest(kept.path)["parts"]]
    assert "database/auth.user.jsonl" in names
    assert not [name for name in names if "sessions." in name]


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path, site: Site) -> None:
    there = tmp_path / "site.zip"
    there.write_text("an earlier backup")
    assert run(["site", "backup", str(there)]) == 2
    assert there.read_text() == "an earlier backup"
    assert [path.name for path in tmp_path.iterdir()] == ["site.zip"]


def test_a_backup_is_not_written_into_the_site_itself(
    site: Site, capsys: Capture
) -> None:
    assert run(["site", "backup", str(site.home / "media" / "b.zip")]) == 2
    assert "HL-SITE-20" in capsys.readouterr().err


def test_a_place_without_a_site_has_nothing_to_keep(tmp_path: Path) -> None:
    where = {"HEADLOAD_HOME": str(tmp_path / "new"), "DATABASE_URL": ""}
    ran = _command("headload", "site", "backup", str(tmp_path / "b.zip"), **where)
    assert ran.returncode == 2
    assert "HL-SITE-29" in ran.stderr
    assert not (tmp_path / "b.zip").exists()


# Never half, and never in the way


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), OSError(28, "No space left")])
def test_a_backup_that_is_broken_off_leaves_nothing(
    site: Site,
    tmp_path: Path,
    fault: BaseException,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    from headload.apps.site.backup import make

    def broken(stream: IO[bytes]) -> Iterator[bytes]:
        yield b"a beginning"
        raise fault

    monkeypatch.setattr(make, "chunks_of", broken)
    code = run(["site", "backup", str(tmp_path / "b.zip")])
    told = capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    if isinstance(fault, KeyboardInterrupt):
        assert code == 130
    else:
        assert code == 3
        assert "HL-SITE-24" in told
        assert "No space left" in told


_HANGS = """
import sys, time
from pathlib import Path
from headload.cli.site import ready
ready()
from headload.apps.site.backup import make
def hanging(stream):
    yield b"a beginning"
    print("began", flush=True)
    time.sleep(600)
make.chunks_of = hanging
make.make(Path(sys.argv[1]), with_keys=False, show=lambda *_: None)
"""


def test_a_backup_that_is_killed_is_no_file_and_the_next_one_clears_it(
    site: Site, tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / "b.zip"
    hanging = subprocess.Popen(
        [sys.executable, "-c", _HANGS, str(target)],
        env=_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert hanging.stdout
    assert hanging.stdout.readline() == "began\n"
    assert run(["site", "backup", str(target)]) == 2
    assert "Another backup" in capsys.readouterr().err
    hanging.send_signal(signal.SIGKILL)
    hanging.wait()
    hanging.stdout.close()
    assert not target.exists()
    assert run(["site", "backup", str(target)]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]
    with zipfile.ZipFile(target) as found:
        assert found.testzip() is None


def test_editors_write_meanwhile_and_the_backup_is_of_one_moment(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.common.models import Concept, ConceptName
    from headload.apps.site.backup import rows

    usual, wrote = rows.lines_of, []

    def write() -> None:
        from django.db import connection

        concept = Concept.objects.create(scheme="topic", code="meanwhile")
        ConceptName.objects.create(concept=concept, language="en", text="Meanwhile")
        wrote.append(concept.pk)
        connection.close()

    def lines_of(model: Any) -> Iterator[bytes]:
        if model is Concept:  # tables before it have been read
            writer = threading.Thread(target=write)
            writer.start()
            writer.join()
        yield from usual(model)

    monkeypatch.setattr(rows, "lines_of", lines_of)
    assert run(["site", "backup", str(tmp_path / "b.zip")]) == 0
    assert len(wrote) == 1
    assert Concept.objects.filter(code="meanwhile").exists()
    with zipfile.ZipFile(tmp_path / "b.zip") as found:
        for table in ("concept", "conceptname"):
            assert b"eanwhile" not in found.read(f"database/common.{table}.jsonl")
    Concept.objects.filter(code="meanwhile").delete()


def test_a_file_that_goes_meanwhile_is_counted(
    site: Site, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.site.backup import make

    usual = make.files_of
    gone = site.home / "media" / "gone.txt"
    monkeypatch.setattr(make, "files_of", lambda home: [gone, *usual(home)])
    assert run(["site", "backup", str(tmp_path / "b.zip")]) == 0
    assert "1 went meanwhile" in capsys.readouterr().out
    with zipfile.ZipFile(tmp_path / "b.zip") as found:
        names = [name for name in found.namelist() if name.startswith("files/")]
    assert "files/media/gone.txt" not in names
    told = [part["name"] for part in _manifest(tmp_path / "b.zip")["parts"]]
    assert "files/media/gone.txt" not in told


# What comes out of it


def test_a_site_comes_back_in_another_place_where_a_restore_was_killed(
    kept: Kept, tmp_path: Path
) -> None:
    from django.db import connection

    from headload.apps.site.checks.files import orphans

    home = tmp_path / "elsewhere" / "site"
    (home / ".restoring").mkdir(parents=True)  # what a killed one left
    (home / "media").mkdir()
    (home / "media" / "half").write_text("half a file")
    where = {"HEADLOAD_HOME": str(home), "DATABASE_URL": ""}
    ran = _command("headload", "site", "check", **where)
    assert ran.returncode == 2
    assert "HL-SITE-27" in ran.stderr
    assert f"Site: {home}" in _restore(kept.path, home)
    restored = _facts_of(home)
    assert _any_order(restored) == _any_order(kept.facts)
    if connection.vendor == "sqlite":
        assert restored == kept.facts
    assert kept.facts["logins"] == [True, False]
    assert all(kept.facts["found"][:2])
    assert kept.facts["pages"] == [200] * 4
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    assert not (home / ".restoring").exists()
    ran = _command("headload", "site", "check", **where)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "search: complete" in ran.stdout
    assert ran.stdout.count("belongs to nothing") == len(list(orphans()))
    assert "HL-SITE-25" in _restore(kept.path, home)


def test_a_site_moves_to_postgresql_and_back_without_a_change(
    kept: Kept, tmp_path: Path
) -> None:
    with running() as server:
        first, there = tmp_path / "first", tmp_path / "there"
        broken = _forged(kept, tmp_path / "broken.zip", _two_of_a_kind, sealed=True)
        assert "HL-SITE-28" in _restore(broken, first, server)
        assert not first.exists()  # and the database has no table, or this would fail
        assert f"Site: {first}" in _restore(kept.path, first, server)
        assert not (first / "site.sqlite3").exists()
        assert _any_order(_facts_of(first, server)) == _any_order(kept.facts)
        assert "HL-SITE-25" in _restore(kept.path, there, server)
        assert not there.exists()
        where = {"HEADLOAD_HOME": str(first), "DATABASE_URL": server}
        again = tmp_path / "again.zip"
        ran = _command("headload", "site", "backup", str(again), **where)
        assert ran.returncode == 0, ran.stderr
    home = tmp_path / "back"
    assert f"Site: {home}" in _restore(again, home)
    back = _facts_of(home)
    assert back["files"] == kept.facts["files"]
    assert [sorted(keys) for keys in back["found"]] == _any_order(kept.facts)["found"]
    assert back["logins"] == kept.facts["logins"]
    new = {"common.concept", "auth.user", "headload_library.person"}  # facts wrote
    for name, digest in _any_order(kept.facts)["rows"].items():
        if not any(each in name for each in new):
            assert back["rows"][name] == digest, name


def test_a_backup_of_an_earlier_version_is_brought_up(
    kept: Kept, tmp_path: Path
) -> None:
    def earlier(parts: Parts) -> None:
        told = json.loads(parts["manifest.json"])
        told["migrations"]["common"] = ["0001_initial"]
        # when Voice had eight changes, of which one was made since
        told["migrations"]["headload_voice"].remove("0001_squashed_0010_texts")
        assert "0010_texts" in told["migrations"]["headload_voice"]
        parts["manifest.json"] = json.dumps(told).encode()
        del parts["database/common.job.jsonl"]

    old = _forged(kept, tmp_path / "old.zip", earlier, sealed=True)
    home = tmp_path / "home"
    assert f"Site: {home}" in _restore(old, home)
    where = {"HEADLOAD_HOME": str(home), "DATABASE_URL": ""}
    ran = _command("headload", "site", "jobs", "--list", **where)
    assert ran.returncode == 0, ran.stderr
    assert "harvest" in ran.stdout


# What is refused


def _two_of_a_kind(parts: Parts) -> None:
    name = "database/common.concept.jsonl"
    line = parts[name].splitlines(keepends=True)[0]
    told = json.loads(line) | {"id": 99_999_999}
    parts[name] += json.dumps(told).encode() + b"\n"


def _points_nowhere(parts: Parts) -> None:
    name = "database/common.conceptname.jsonl"
    line = parts[name].splitlines(keepends=True)[0]
    told = json.loads(line) | {"id": 99_999_999, "concept_id": 88_888_888}
    parts[name] += json.dumps(told).encode() + b"\n"


def _unknown_change(parts: Parts) -> None:
    told = json.loads(parts["manifest.json"])
    told["migrations"]["common"].append("0999_from_tomorrow")
    parts["manifest.json"] = json.dumps(told).encode()


def _a_table_less(parts: Parts) -> None:
    del parts["database/common.concept.jsonl"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_points_nowhere, "HL-SITE-28"),
        (_unknown_change, "HL-SITE-26"),
        (_a_table_less, "HL-SITE-21"),
    ],
)
def test_what_does_not_hold_together_leaves_the_place_as_it_was(
    kept: Kept, tmp_path: Path, change: Callable[[Parts], None], code: str
) -> None:
    path = _forged(kept, tmp_path / "forged.zip", change, sealed=True)
    home = tmp_path / "home"
    home.mkdir()
    (home / "secret-key").write_text("a key that was there")
    assert code in _restore(path, home)
    assert [each.name for each in home.iterdir()] == ["secret-key"]
    assert (home / "secret-key").read_text() == "a key that was there"


def test_a_file_of_another_kind_is_no_backup(
    tmp_path: Path, place: Path, capsys: Capture
) -> None:
    (tmp_path / "x.zip").write_text("<html>please sign in</html>")
    _refused(tmp_path / "x.zip", place, capsys, "HL-SITE-21", 3)
    _refused(tmp_path / "not-there.zip", place, capsys, "HL-SITE-21", 3)
    with zipfile.ZipFile(tmp_path / "empty.zip", "w"):
        pass
    _refused(tmp_path / "empty.zip", place, capsys, "HL-SITE-21", 3)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_backup_that_is_cut_off_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture, share: float
) -> None:
    content = kept.path.read_bytes()
    (tmp_path / "cut.zip").write_bytes(content[: int(len(content) * share)])
    _refused(tmp_path / "cut.zip", place, capsys, "HL-SITE-21", 3)


@pytest.mark.parametrize("tenth", range(9))
def test_a_backup_in_which_one_byte_is_another_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture, tenth: int
) -> None:
    content = bytearray(kept.path.read_bytes())
    with zipfile.ZipFile(kept.path) as found:
        infos = [info for info in found.infolist() if info.compress_size > 20]
        info = infos[len(infos) * tenth // 10]
    header = content[info.header_offset : info.header_offset + 30]
    name, extra = struct.unpack("<HH", header[26:30])
    at = info.header_offset + 30 + name + extra + info.compress_size // 2
    content[at] ^= 0x10
    (tmp_path / "flipped.zip").write_bytes(content)
    refusal = _refused(tmp_path / "flipped.zip", place, capsys, "HL-SITE-2", 3)
    assert "HL-SITE-22" in refusal
    assert info.filename in refusal.replace("\n", "")


def test_a_part_that_was_exchanged_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture
) -> None:
    def exchange(parts: Parts) -> None:
        users = parts["database/auth.user.jsonl"]
        parts["database/auth.user.jsonl"] = users.replace(b"amina", b"mallo")

    path = _forged(kept, tmp_path / "exchanged.zip", exchange)
    refusal = _refused(path, place, capsys, "HL-SITE-22", 3)
    assert "database/auth.user.jsonl" in refusal


def test_parts_that_the_manifest_does_not_name_or_that_lack_are_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture
) -> None:
    more = _forged(
        kept, tmp_path / "more.zip", lambda parts: parts.update({"files/media/x": b"1"})
    )
    _refused(more, place, capsys, "HL-SITE-21", 3)
    less = _forged(
        kept,
        tmp_path / "less.zip",
        lambda parts: parts.pop("files/mail/one.log") and None,
    )
    _refused(less, place, capsys, "HL-SITE-21", 3)


@pytest.mark.parametrize(
    "manifest",
    [b"{", b"[]", b"{}", b'{"parts": [{"name": 1}]}', b"\xff\xfe"],
)
def test_a_manifest_that_is_none_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture, manifest: bytes
) -> None:
    path = _forged(
        kept,
        tmp_path / "x.zip",
        lambda parts: parts.update({"manifest.json": manifest}),
    )
    _refused(path, place, capsys, "HL-SITE-21", 3)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        "files/media/../../../evil",
        "files/media/./evil",
        "files/media//evil",
        "files/media/a\\..\\evil",
        "files/site.sqlite3",
        "files/static/x.js",
        "keys/other",
        "C:/evil",
        "files/media/new\nline",
    ],
)
def test_a_part_that_would_be_written_elsewhere_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture, name: str
) -> None:
    def add(parts: Parts) -> None:
        parts[name] = b"evil"

    path = _forged(kept, tmp_path / "evil.zip", add, sealed=True)
    _refused(path, place, capsys, "HL-SITE-23", 3)
    assert not list(tmp_path.rglob("evil"))


def _with(kept: Kept, target: Path, info: zipfile.ZipInfo, content: bytes) -> Path:
    """Add a part of a special kind, named in the manifest as if it were a file."""

    def add(parts: Parts) -> None:
        parts[info.filename] = content

    path = _forged(kept, target, add, sealed=True)
    with zipfile.ZipFile(path) as found:
        parts = {each: found.read(each) for each in found.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as into:
        for name, each in parts.items():
            into.writestr(info if name == info.filename else name, each)
    return path


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_in_a_backup_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture, kind: int
) -> None:
    info = zipfile.ZipInfo("files/media/link")
    info.external_attr = (kind | 0o777) << 16
    path = _with(kept, tmp_path / "link.zip", info, b"/etc/passwd")
    _refused(path, place, capsys, "HL-SITE-23", 3)


def test_a_part_that_unpacks_to_far_more_than_it_is_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture
) -> None:
    info = zipfile.ZipInfo("files/media/bomb")
    info.compress_type = zipfile.ZIP_DEFLATED
    path = _with(kept, tmp_path / "bomb.zip", info, bytes(50_000_000))
    assert path.stat().st_size < 10_000_000
    _refused(path, place, capsys, "HL-SITE-23", 3)


def test_parts_that_lie_over_one_another_are_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture
) -> None:
    path = tmp_path / "over.zip"
    content = os.urandom(100_000)
    with zipfile.ZipFile(path, "w") as into:
        into.writestr("files/media/0", content)
        first = into.filelist[0]
        for number in range(1, 20):
            copy = zipfile.ZipInfo(f"files/media/{number}")
            copy.header_offset, copy.CRC = first.header_offset, first.CRC
            copy.file_size = copy.compress_size = len(content)
            into.filelist.append(copy)
        told = _manifest(kept.path)
        told["parts"] = [
            {
                "name": f"files/media/{number}",
                "bytes": len(content),
                "sha256": sha256(content).hexdigest(),
                "rows": None,
            }
            for number in range(20)
        ]
        into.writestr("manifest.json", json.dumps(told))
    refusal = _refused(path, place, capsys, "HL-SITE-23", 3)
    assert "over one another" in refusal


def test_a_part_that_is_there_twice_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture
) -> None:
    path = _forged(kept, tmp_path / "twice.zip", lambda parts: None)
    with (
        zipfile.ZipFile(path, "a") as into,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        into.writestr("files/mail/one.log", "another mail")
    _refused(path, place, capsys, "HL-SITE-23", 3)


@pytest.mark.parametrize("change", [{"format": 2}, {"headload": "99.0.0"}])
def test_a_backup_of_a_newer_version_is_refused(
    kept: Kept, tmp_path: Path, place: Path, capsys: Capture, change: dict[str, Any]
) -> None:
    def newer(parts: Parts) -> None:
        told = json.loads(parts["manifest.json"]) | change
        parts["manifest.json"] = json.dumps(told).encode()

    path = _forged(kept, tmp_path / "newer.zip", newer)
    refusal = _refused(path, place, capsys, "HL-SITE-26", 2)
    assert "install Headload" in refusal


def test_a_checksum_that_was_kept_elsewhere_is_compared(
    kept: Kept, place: Path, capsys: Capture
) -> None:
    words = ["site", "restore", str(kept.path), "--sha256", "0" * 64]
    assert run(words) == 3
    assert "HL-SITE-22" in capsys.readouterr().err
    assert not place.exists()


def test_a_place_that_is_not_empty_is_refused(
    kept: Kept, place: Path, capsys: Capture
) -> None:
    place.mkdir()
    (place / "letter.txt").write_text("mine")
    assert run(["site", "restore", str(kept.path)]) == 2
    refusal = capsys.readouterr().err
    assert "HL-SITE-25" in refusal
    assert "letter.txt" in refusal
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_a_disk_that_is_too_small_is_refused_before_anything_is_written(
    kept: Kept, place: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.site.backup import archive

    class Full:
        free = 1_000_000

    monkeypatch.setattr(archive.shutil, "disk_usage", lambda _: Full)
    refusal = _refused(kept.path, place, capsys, "HL-SITE-24", 2)
    assert "1 MB are free" in refusal
