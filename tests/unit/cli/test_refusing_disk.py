"""A disk that refuses is told as that, with the place and never the content."""

import errno
import sqlite3
from pathlib import Path

import pytest

from headload.cli import app
from headload.cli.disk import refused_by_the_disk
from headload.errors import BadInput


def test_a_full_disk_is_no_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/srv/out")

    monkeypatch.setattr(app, "app", full)
    assert app.run(["measure"]) == BadInput.exit_code
    said = capsys.readouterr().err
    assert "The disk refuses: No space left on device" in said
    assert "/srv/out" in said
    assert "to do:" in said


def test_a_database_on_a_full_or_sealed_disk_is_told(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    sqlite3.connect(file).execute("create table t (x)").connection.close()
    sealed = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as raised:
        sealed.execute("insert into t values (1)")
    wrapped = RuntimeError("while saving")
    wrapped.__cause__ = raised.value
    refusal = refused_by_the_disk(wrapped)
    assert refusal is not None
    assert "read-only" in str(refusal)


@pytest.mark.parametrize(
    "error", [ValueError("x"), OSError(errno.ECONNREFUSED, "Connection refused")]
)
def test_what_has_nothing_to_do_with_a_disk_stays_what_it_is(error: Exception) -> None:
    assert refused_by_the_disk(error) is None
