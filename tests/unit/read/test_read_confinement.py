"""The front door: what a reading leaves behind, and how a reader is confined."""

import dataclasses
import hashlib
import random
import signal
import stat
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headload.errors import BadInput, WrongUse
from headload.measure.read import Limits, ReadRequest, confine, read
from headload.measure.read.child import _refusal

IN_TMP = str(Path("/", "tmp", "a.sav"))
CSV = "id,sex\n" + "1,2\n2,1\n" * 50


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "out" / "work"


def test_a_file_is_read_into_a_private_workspace(write, workspace):
    path = write("a.sav", variable_value_labels={"sex": {1: "man"}})
    seen: list[tuple[int, int | None]] = []
    request = ReadRequest(columns=("sex", "weight"), expected_rows=400)
    people = read(
        path,
        workspace=workspace,
        request=request,
        progress=lambda rows, expected: seen.append((rows, expected)),
    )
    assert (people.format, people.rows) == ("spss", 400)
    assert people.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()
    assert people.column("sex").value_labels == {"1": "man"}
    assert people.isolation == confine.isolation()
    assert any("checksum" in warning for warning in people.warnings)
    assert seen == [(400, 400)]
    assert pq.read_table(people.parquet).num_rows == 400
    assert list(workspace.iterdir()) == [people.parquet]
    assert stat.S_IMODE(workspace.stat().st_mode) == 0o700


def test_the_same_file_read_twice_gives_the_same_bytes(write_text, workspace):
    path = write_text("a.csv", CSV)
    first = read(path, workspace=workspace).parquet.read_bytes()
    again = read(path, workspace=workspace)
    assert again.parquet.read_bytes() == first
    other = read(path, workspace=workspace, request=ReadRequest(columns=("id",)))
    assert other.parquet != again.parquet


def test_a_checksum_that_fits_leaves_no_warning(write_text, workspace):
    path = write_text("a.csv", CSV)
    announced = hashlib.sha256(CSV.encode()).hexdigest().upper()
    request = ReadRequest(expected_sha256=announced)
    assert read(path, workspace=workspace, request=request).warnings == ()


def test_a_checksum_that_differs_is_refused(write_text, workspace):
    with pytest.raises(BadInput, match=r"HL-READ-14") as refusal:
        read(
            write_text("a.csv", CSV),
            workspace=workspace,
            request=ReadRequest(expected_sha256="00" * 32),
        )
    assert hashlib.sha256(CSV.encode()).hexdigest()[:12] in refusal.value.what
    assert not workspace.exists()


def test_rows_that_are_not_those_expected_are_refused(write_text, workspace):
    with pytest.raises(BadInput, match=r"HL-READ-67") as refusal:
        read(
            write_text("a.csv", CSV),
            workspace=workspace,
            request=ReadRequest(expected_rows=99),
        )
    assert refusal.value.what == "99 rows expected, 100 rows found"
    assert list(workspace.iterdir()) == []


def test_a_file_without_rows_is_refused(write, workspace):
    with pytest.raises(BadInput, match=r"HL-READ-32"):
        read(write("a.dta", {"age": [1.0][:0]}), workspace=workspace)


def test_a_file_that_is_not_there_is_wrong_use(tmp_path, workspace):
    with pytest.raises(WrongUse, match=r"HL-READ-64"):
        read(tmp_path / "nothing.sav", workspace=workspace)
    assert not workspace.exists()


@pytest.mark.parametrize("name", ["a.sav", "a.dta", "a.por", "a.xpt", "a.csv", "a.zip"])
def test_a_refused_file_leaves_nothing_behind(write, write_text, workspace, name):
    if name in {"a.csv", "a.zip"}:
        path = write_text(name, "id,sex\n1\n" if name == "a.csv" else b"PK\x03\x04 no")
    else:
        path = write(name)
        path.write_bytes(path.read_bytes()[:-900])
    before = sorted(path.parent.iterdir())
    with pytest.raises(BadInput) as refusal:
        read(path, workspace=workspace)
    assert path.name in refusal.value.where
    assert sorted(set(path.parent.iterdir()) - {workspace.parent}) == before
    assert list(workspace.iterdir()) == []


def test_a_reader_that_takes_too_long_is_killed_and_the_file_refused(
    write_text, workspace
):
    request = ReadRequest(limits=Limits(wall_seconds=0))
    with pytest.raises(BadInput, match=r"HL-READ-61"):
        read(write_text("a.csv", CSV), workspace=workspace, request=request)
    assert list(workspace.iterdir()) == []


def test_a_reader_that_needs_too_much_memory_is_refused(write, workspace):
    request = ReadRequest(limits=Limits(memory_bytes=24 << 20))
    with pytest.raises(BadInput) as refusal:
        read(write("a.sav"), workspace=workspace, request=request)
    # a library that cannot even be loaded within the limit is another refusal
    assert refusal.value.code in {"HL-READ-62", "HL-READ-63", "HL-READ-65"}
    assert list(workspace.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "HL-READ-62"),
        (OSError(28, "no space"), "HL-READ-66"),
        (OSError(27, "too big"), "HL-READ-05"),
        (ValueError("secret 12345"), "HL-READ-65"),
    ],
)
def test_a_failing_library_is_a_refusal_that_repeats_none_of_its_words(error, code):
    refusal = _refusal(error, "a.sav", Limits())
    assert refusal.code == code
    assert "secret" not in str(refusal)


@pytest.mark.parametrize(
    ("status", "answer", "code", "said"),
    [
        (-signal.SIGSEGV, {}, "HL-READ-63", "SIGSEGV"),
        (128 + signal.SIGABRT, {"rows": 5}, "HL-READ-63", "SIGABRT"),
        (3, {}, "HL-READ-63", "status 3"),
        (0, {"rows": 5}, "HL-READ-63", "status 0"),
        (-signal.SIGXCPU, {}, "HL-READ-61", "600 s of processor time"),
        (-signal.SIGKILL, None, "HL-READ-61", "900 s in all"),
    ],
)
def test_a_crash_of_the_reader_is_a_refused_file(status, answer, code, said):
    with pytest.raises(BadInput, match=code) as refusal:
        confine._judge(answer, status, "a.sav", Limits())
    assert said in refusal.value.what
    assert refusal.value.where == "a.sav"


def test_a_reader_that_says_all_is_well_and_then_crashes_is_not_believed():
    with pytest.raises(BadInput, match=r"HL-READ-63"):
        confine._judge({"report": {}}, -signal.SIGSEGV, "a.sav", Limits())


def test_a_reader_that_speaks_nonsense_is_not_understood():
    assert confine._message(b"\xff nonsense") == {}
    assert confine._message(b"[1, 2]") == {}


def test_a_reader_cannot_see_the_environment_of_its_caller(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert "DATABASE_URL" not in confine._environment(tmp_path)


def test_the_sandbox_is_a_private_one_without_network(monkeypatch, tmp_path):
    monkeypatch.setattr(confine, "isolation", lambda: confine.BWRAP)
    command = confine._command(Path(IN_TMP), tmp_path)
    assert "--unshare-all" in command
    assert "--die-with-parent" in command
    shown = command.index(IN_TMP)
    assert command[shown - 1] == "--ro-bind"
    assert command.index("--tmpfs") < shown < command.index("--bind")
    writable = command[command.index("--bind") + 1]
    assert writable == str(tmp_path)
    monkeypatch.setattr(confine, "isolation", lambda: confine.LIMITS)
    assert confine._command(Path(IN_TMP), tmp_path)[1:3] == ["-P", "-m"]


@pytest.mark.parametrize("name", ["a.sav", "a.dta", "a.xpt", "a.zsav"])
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_is_refused_or_read_and_never_a_fault(
    write, workspace, name, seed
):
    path = write(name)
    content = bytearray(path.read_bytes())
    dice = random.Random(f"{name} {seed}")
    for _ in range(3):
        content[dice.randrange(min(len(content), 2_000))] = dice.randrange(256)
    if seed == 2:
        del content[dice.randrange(len(content)) :]
    path.write_bytes(content)
    limits = Limits(memory_bytes=1 << 30, cpu_seconds=30, wall_seconds=60)
    try:
        people = read(path, workspace=workspace, request=ReadRequest(limits=limits))
    except BadInput as refusal:
        left = [refusal.code[:8]]
    else:
        left = [pq.read_table(people.parquet).num_rows, people.rows]
    assert left == ["HL-READ-"] or left[0] == left[1]
    assert all(one.suffix == ".parquet" for one in workspace.iterdir())


def test_a_report_survives_the_crossing(write, parse):
    from headload.measure.read import report as reports

    report, _ = parse(write("a.sav", variable_value_labels={"sex": {1: "man"}}))
    assert reports.from_plain(reports.to_plain(report)) == report
    request = ReadRequest(columns=("a",), text_columns=frozenset({"b"}))
    assert dataclasses.asdict(request)["columns"] == ("a",)
