"""A site is made, checked and served; what is missing is said."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from apps.conftest import Site
from headload.apps.explorer.axis import axis_for
from headload.apps.site.database import database_of
from headload.apps.site.home import home
from headload.cli import site as verb
from headload.cli.app import run

Capture = pytest.CaptureFixture[str]


def test_the_key_of_a_site_is_for_its_owner_alone(site: Site) -> None:
    key = site.home / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) > 40
    assert stat.S_IMODE(site.home.stat().st_mode) == 0o700


def test_the_settings_are_safe_and_the_store_is_as_it_was_sealed(
    site: Site, capsys: Capture
) -> None:
    assert run(["site", "check"]) == 0
    assert "2 releases are as they were sealed" in capsys.readouterr().out


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
    assert run(["site", "editor", "amina"]) == 2
    assert "HL-SITE-16" in capsys.readouterr().err
    assert not get_user_model().objects.filter(username="amina").exists()
    monkeypatch.setattr(verb.typer, "prompt", lambda *_, **__: "three words here")
    assert run(["site", "editor", "amina"]) == 0
    assert "amina may sign in" in capsys.readouterr().out
    user = get_user_model().objects.get(username="amina")
    assert user.check_password("three words here")
    assert user.has_perm("headload_pages.change_consent")
    assert user.has_perm("headload_library.publish_work")
    assert not user.has_perm("auth.add_user")
    assert run(["site", "editor", "amina"]) == 0
    assert "new password" in capsys.readouterr().out
    user.delete()


def test_pages_are_indexed_anew(site: Site, capsys: Capture) -> None:
    assert run(["site", "index"]) == 0
    assert "pages can be found" in capsys.readouterr().out


def test_a_changed_store_is_found(site: Site, capsys: Capture) -> None:
    file = next((site.home / "releases").rglob("codelists.json"))
    content = file.read_bytes()
    file.write_bytes(content + b" ")
    assert run(["site", "check"]) == 3
    assert "HL-REL-06" in capsys.readouterr().err
    file.write_bytes(content)


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
