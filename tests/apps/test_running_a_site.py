"""A site is made, checked and served; what is missing is said."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha1
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from apps.conftest import Site
from headload.apps.explorer.axis import axis_for
from headload.apps.site.database import database_of
from headload.apps.site.home import home
from headload.apps.site.mail import mail_of
from headload.cli import site as verb
from headload.cli.app import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module", autouse=True)
def _indexed(site: Site) -> None:
    """Index anew: other tests take rows away past what tells the index."""
    from headload.apps.search.index import rebuild

    rebuild()


def test_the_key_of_a_site_is_for_its_owner_alone(site: Site) -> None:
    key = site.home / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) > 40
    assert stat.S_IMODE(site.home.stat().st_mode) == 0o700


def test_a_site_is_whole(site: Site, capsys: Capture) -> None:
    assert run(["site", "check"]) == 0
    told = capsys.readouterr().out
    for said in (
        "settings: safe for the open web",
        "database: up to date",
        "releases: as they were sealed",
        "documents: there, with their checksums",
        "search: complete",
    ):
        assert said in told


def test_unsafe_settings_are_named(
    site: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "SESSION_COOKIE_SECURE", False)
    assert run(["site", "check"]) == 2
    refusal = capsys.readouterr().err
    assert "HL-SITE-15" in refusal
    assert "SESSION_COOKIE_SECURE" in refusal


def test_an_editor_gets_an_account_that_may_publish_but_not_make_accounts(
    site: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth import get_user_model

    monkeypatch.setattr(verb.typer, "prompt", lambda *_, **__: "short")
    assert run(["site", "editor", "delia"]) == 2
    assert "HL-SITE-16" in capsys.readouterr().err
    assert not get_user_model().objects.filter(username="delia").exists()
    monkeypatch.setattr(verb.typer, "prompt", lambda *_, **__: "three words here")
    assert run(["site", "editor", "delia"]) == 0
    assert "delia may sign in" in capsys.readouterr().out
    user = get_user_model().objects.get(username="delia")
    assert user.check_password("three words here")
    assert user.has_perm("headload_pages.change_consent")
    assert user.has_perm("headload_library.publish_work")
    assert not user.has_perm("auth.add_user")
    assert run(["site", "editor", "delia"]) == 0
    assert "new password" in capsys.readouterr().out
    user.delete()


def test_pages_are_indexed_anew(site: Site, capsys: Capture) -> None:
    assert run(["site", "index"]) == 0
    assert "pages can be found" in capsys.readouterr().out


def _newest(site: Site, folder: str) -> Path:
    """Return the folder of a release that is on the site; others may lie beside it."""
    from headload.apps.explorer.models import Release

    release = Release.objects.order_by("pk").last()
    return site.home / folder / release.release_id


def test_a_changed_store_is_found(site: Site, capsys: Capture) -> None:
    file = next(_newest(site, "releases").rglob("codelists.json"))
    with _changed(file, file.read_bytes() + b" "):
        assert run(["site", "check"]) == 3
    assert "HL-REL-06" in capsys.readouterr().err


def test_a_release_that_was_sealed_anew_is_found(site: Site, capsys: Capture) -> None:
    from headload.apps.explorer.models import Release

    release = Release.objects.order_by("pk").first()
    Release.objects.filter(pk=release.pk).update(sha256="0" * 64)
    assert run(["site", "check"]) == 3
    refusal = capsys.readouterr().err
    assert "HL-SITE-34" in refusal
    assert "sealed anew" in refusal
    Release.objects.filter(pk=release.pk).update(sha256=release.sha256)


def test_a_figure_that_is_missing_from_the_database_is_found(
    site: Site, capsys: Capture
) -> None:
    from headload.apps.explorer.models import Estimate

    row = Estimate.objects.last()
    Estimate.objects.filter(pk=row.pk).delete()
    assert run(["site", "check"]) == 3
    assert "HL-SITE-34" in capsys.readouterr().err
    row.save(force_insert=True)


def test_products_that_are_gone_are_found(site: Site, capsys: Capture) -> None:
    made = _newest(site, "products")
    made.rename(made.with_name("gone"))
    assert run(["site", "check"]) == 3
    told = capsys.readouterr()
    assert "What was made of the release is not there" in told.err
    assert "belongs to nothing" in told.out
    made.with_name("gone").rename(made)


def test_a_document_that_is_changed_or_gone_is_found(
    site: Site, capsys: Capture
) -> None:
    from headload.apps.explorer.briefs import shelve
    from headload.apps.explorer.models import Release
    from headload.apps.library.files import cover_of, path_of
    from headload.apps.library.models import File, Work

    shelve(Release.objects.order_by("pk").last())
    file = File.objects.filter(cover=True).first()
    path = path_of(file)
    with _changed(path, b"another"):
        assert run(["site", "check"]) == 3
    assert "was changed" in capsys.readouterr().err
    with _changed(path, None), _changed(cover_of(file), None):
        assert run(["site", "check"]) == 3
    refusal = capsys.readouterr().err
    assert "HL-SITE-38" in refusal
    assert "The file of a document is not there" in refusal
    assert "The cover is not there" in refusal
    Work.objects.all().delete()


def test_an_upload_that_is_changed_or_gone_is_found(
    site: Site, capsys: Capture
) -> None:
    from django.core.files.base import ContentFile
    from wagtail.documents.models import Document

    document = Document(title="A form", file=ContentFile(b"a form", "form.txt"))
    document.file_hash = sha1(b"a form", usedforsecurity=False).hexdigest()
    document.save()
    path = Path(document.file.path)
    assert run(["site", "check"]) == 0
    with _changed(path, b"another"):
        assert run(["site", "check"]) == 3
    assert "A file that was uploaded was changed" in capsys.readouterr().err
    with _changed(path, None):
        assert run(["site", "check"]) == 3
    assert "A file that was uploaded is not there" in capsys.readouterr().err
    document.delete()
    assert not path.exists()


def test_files_that_belong_to_nothing_are_named_and_do_no_harm(
    site: Site, capsys: Capture
) -> None:
    lost = [site.home / name / "lost" / "x.pdf" for name in ("library", "media")]
    for path in lost:
        path.parent.mkdir(parents=True)
        path.write_text("x")
    assert run(["site", "check"]) == 0
    told = capsys.readouterr().out
    for path in lost:
        assert f"belongs to nothing: {path}" in told
        path.unlink()
        path.parent.rmdir()


def test_an_index_that_lacks_pages_is_found(site: Site, capsys: Capture) -> None:
    from headload.apps.search.index import rebuild
    from headload.apps.search.models import Document, Posting

    Posting.objects.all().delete()
    assert run(["site", "check"]) == 3
    assert "kind stems" in capsys.readouterr().err
    rebuild()
    Document.objects.filter(kind="word").delete()
    assert run(["site", "check"]) == 3
    refusal = capsys.readouterr().err
    assert "HL-SITE-35" in refusal
    assert "kind word" in refusal
    rebuild()
    assert run(["site", "check"]) == 0


def test_a_folder_that_others_may_open_is_found(site: Site, capsys: Capture) -> None:
    site.home.chmod(0o755)
    key = site.home / "secret-key"
    key.chmod(0o644)
    try:
        from headload.apps.site.checks import machine

        found = list(machine.folder_is_open())
    finally:
        site.home.chmod(0o700)
        key.chmod(0o600)
    assert [each.code for each in found] == ["HL-SITE-36", "HL-SITE-36"]
    assert f"chmod go= {key}" in found[1].to_do


def test_a_disk_that_is_nearly_full_is_found(
    site: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.site.checks import machine

    monkeypatch.setattr(machine, "LEAST_FREE", 1 << 60)
    assert run(["site", "check"]) == 3
    assert "HL-SITE-37" in capsys.readouterr().err


def test_a_database_that_is_not_up_to_date_ends_the_check(
    site: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.site import changes

    monkeypatch.setattr(changes, "waiting", lambda: ["common.0009_x"])
    assert run(["site", "check"]) == 2
    told = capsys.readouterr()
    assert "HL-SITE-29" in told.err
    assert "releases:" not in told.out


@contextmanager
def _changed(path: Path, content: bytes | None) -> Iterator[None]:
    """Let a file hold something else for a while, or be gone."""
    before = path.read_bytes()
    path.unlink() if content is None else path.write_bytes(content)
    yield
    path.write_bytes(before)


def test_without_its_software_the_site_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(verb, "_NEEDED", ("no_such_software",))
    assert run(["site", "init"]) == 2
    refusal = capsys.readouterr().err
    assert "HL-SITE-01" in refusal
    assert 'pip install "headload[web]"' in refusal


def test_sqlite_is_opened_so_that_writers_wait_for_each_other(tmp_path: Path) -> None:
    options = database_of("", tmp_path)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "foreign_keys=ON" in options["init_command"]


def test_an_address_names_a_postgresql_database(tmp_path: Path) -> None:
    found = database_of("postgresql://me:p%40ss@db:5433/headload", tmp_path)
    assert (found["USER"], found["PASSWORD"]) == ("me", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db", "5433", "headload")
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        database_of("mysql://x/y", tmp_path)


def test_connections_to_other_machines_are_encrypted_unless_it_is_said(
    tmp_path: Path,
) -> None:
    for address, mode in (
        *(("db/x", "require"), ("10.0.0.3:5432/x", "require"), ("localhost/x", None)),
        *(("/x?host=/run/postgresql", None), ("127.0.0.1/x", None)),
        *(
            ("db/x?sslmode=verify-full", "verify-full"),
            ("db/x?sslmode=disable", "disable"),
        ),
    ):
        found = database_of(f"postgresql://me@{address}", tmp_path)
        assert found["OPTIONS"].get("sslmode") == mode, address
    with pytest.raises(ImproperlyConfigured, match="sslmod,"):
        database_of("postgresql://me@db/x?sslmod=require", tmp_path)
    for address, encrypted in (
        *(("smtp://mail.example.org", True), ("smtp://localhost:25", False)),
        *(("smtp://mail.example.org?tls=no", False), ("smtp://me:x@localhost", True)),
    ):
        assert mail_of(address, tmp_path)["EMAIL_USE_TLS"] is encrypted, address


def test_words_of_the_site_count_for_nothing_in_a_password(site: Site) -> None:
    from types import SimpleNamespace

    from headload.apps.site.passwords import NoOwnWords

    rosa = SimpleNamespace(username="rosa@vendors.example", email="")
    for password, good in (
        *(("headload-2026", False), ("WIEGO wiego 2026!", False)),
        *(("rosa@vendors.example1", False), ("vendors.example-12", False)),
        *(("headload: three green mules", True), ("three green mules", True)),
    ):
        if good:
            NoOwnWords().validate(password, rosa)
            continue
        with pytest.raises(ValidationError, match="count for nothing"):
            NoOwnWords().validate(password, rosa)


def test_methods_that_nobody_needs_are_refused_everywhere(site: Site) -> None:
    for address in ("/en/", "/desk/", "/en/my/", "/api/works", "/oai", "/static/x.css"):
        assert site.client.trace(address).status_code == 405, address
        assert site.client.generic("BREW", address).status_code == 405, address


def test_a_site_stands_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEADLOAD_HOME", str(tmp_path))
    assert home() == tmp_path
    monkeypatch.delenv("HEADLOAD_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home() == tmp_path / "data" / "headload"


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([812_000.0], (0.0, 250_000.0, 500_000.0, 750_000.0, 1_000_000.0)),
        ([3.2], (0.0, 1.0, 2.0, 3.0, 4.0)),
        ([-3.0, 5.0], (-4.0, -2.0, 0.0, 2.0, 4.0, 6.0)),
        ([], (0.0, 1.0)),
    ],
)
def test_an_axis_holds_zero_and_every_value(
    values: list[float], ticks: tuple[float, ...]
) -> None:
    assert axis_for(values).ticks == ticks
