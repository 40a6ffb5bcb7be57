"""A search says what it found, what is explained, and that it could not look."""

import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from needs import PROJECT
from security import run as asking
from security import tools
from security.advisories import OLDEST, looked_up
from security.code import RULES, blind
from security.explained import LIST, Explanation, explanations, unexplained
from security.search import CouldNotLook, Finding, Search
from security.searches import SEARCHES

WEAK = Finding("bandit", "B1", "src/a.py", "line 3: weak")
KNOWN = Explanation("bandit", "B1", "src/a.py", "seen")
NOW = datetime(2026, 11, 26, tzinfo=UTC)


def test_what_is_explained_is_not_new_and_what_is_more_than_that_is() -> None:
    assert unexplained([WEAK], {"bandit"}, [KNOWN]) == []
    (said, *again) = unexplained([WEAK, WEAK], {"bandit"}, [KNOWN])
    assert "explains 1 of these, found 2" in said.said
    assert again == [WEAK, WEAK]


def test_an_explanation_of_nothing_is_a_finding_if_its_tool_looked() -> None:
    (stale,) = unexplained([], {"bandit"}, [KNOWN])
    assert "found 0" in stale.said
    assert unexplained([], {"semgrep"}, [KNOWN]) == []


def test_an_explanation_without_a_reason_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "explained.toml"
    path.write_text(LIST.read_text("utf-8"), "utf-8")
    assert explanations(path) == explanations()
    entry = '[[explained]]\ntool = "a"\nrule = "b"\nplace = "c"\nreason = "{}"\n'
    path.write_text(entry.format(" "), "utf-8")
    with pytest.raises(ValueError, match="no reason"):
        explanations(path)
    path.write_text(entry.format("seen") * 2, "utf-8")
    with pytest.raises(ValueError, match="twice"):
        explanations(path)


def test_explanations_are_of_searches_and_of_places_that_are_there() -> None:
    tools_asked = {each.tool for each in SEARCHES}
    for each in explanations():
        assert each.tool in tools_asked
        if each.tool in {"bandit", "semgrep"}:
            assert (PROJECT / each.place).is_file(), each.place


@pytest.mark.parametrize(
    ("looks", "code", "said"),
    [
        (lambda folder: [], 0, "0 found"),
        (lambda folder: [WEAK], 1, "src/a.py: line 3"),
        (None, 2, "COULD NOT LOOK: nothing is there. To do: install it"),
    ],
)
def test_the_exit_code_tells_found_from_could_not_look(
    monkeypatch: pytest.MonkeyPatch, looks: object, code: int, said: str
) -> None:
    def refuse(folder: Path) -> list[Finding]:
        raise CouldNotLook("nothing is there", to_do="install it")

    monkeypatch.setattr(asking, "SEARCHES", [Search("x", "a", looks or refuse)])  # type: ignore[arg-type]
    import typer

    app = typer.Typer()
    app.command()(asking.main)
    done = CliRunner().invoke(app, [])
    assert done.exit_code == code
    assert said in done.output


def test_a_tool_that_is_not_installed_is_said_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tools, "OWN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CouldNotLook, match="bandit is not installed"):
        tools.tool("bandit")
    with pytest.raises(CouldNotLook, match="apt-get install sqlmap"):
        tools.tool("sqlmap")


def test_every_rule_has_an_example_of_what_it_finds_and_of_what_it_does_not() -> None:
    rules = sorted(RULES.glob("*.yaml"))
    assert len(rules) >= 10
    found = []
    for rule in rules:
        (caught,) = RULES.glob(f"{rule.stem}.caught.*")
        assert list(RULES.glob(f"{rule.stem}.passed.*"))
        assert re.search(rf"id: {rule.stem}$", rule.read_text("utf-8"), re.MULTILINE)
        lines = caught.read_text("utf-8").splitlines()
        found += [
            Finding("semgrep", rule.stem, f"security/rules/{caught.name}", f"line {n}")
            for n, line in enumerate(lines, 1)
            if "caught" in line
        ]
    assert blind(found, RULES) == []
    assert len(blind(found[1:], RULES)) == 1
    passed = f"security/rules/{rules[0].stem}.passed.py"
    wrong = Finding("semgrep", rules[0].stem, passed, "line 1")
    assert blind([*found, wrong], RULES) == [f"{rules[0].stem} finds what is right"]


ADVISORY = """
id: PYSEC-1
modified: "{modified}"
details: It opens doors.
affected:
- package: {{ecosystem: PyPI, name: Made_Package}}
  ranges:
  - type: ECOSYSTEM
    events:
    - introduced: "0"
    - fixed: 1.2.0
  versions: ["1.1"]
"""


def copy(folder: Path, modified: datetime) -> Path:
    place = folder / "vulns" / "made-package"
    place.mkdir(parents=True)
    text = ADVISORY.format(modified=modified.isoformat())
    (place / "PYSEC-1.yaml").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("version", "is_weak"), [("1.1", True), ("1.1.9", True), ("1.2.0", False)]
)
def test_a_locked_version_in_an_advisory_is_found(
    tmp_path: Path, version: str, is_weak: bool
) -> None:
    place = copy(tmp_path, NOW - timedelta(days=1))
    found = looked_up({("made-package", version)}, place, NOW)
    assert [each.rule for each in found] == (["PYSEC-1"] if is_weak else [])


def test_a_copy_that_is_missing_or_old_is_not_a_pass(tmp_path: Path) -> None:
    with pytest.raises(CouldNotLook, match="no copy"):
        looked_up(set(), tmp_path, NOW)
    place = copy(tmp_path, NOW - OLDEST - timedelta(hours=1))
    with pytest.raises(CouldNotLook, match="more than 14 days ago") as refusal:
        looked_up({("made-package", "1.0")}, place, NOW)
    assert [each.rule for each in refusal.value.found] == ["PYSEC-1"]


def test_tools_are_locked_for_an_environment_of_their_own() -> None:
    groups = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    named = groups["dependency-groups"]["security"]
    locked = (PROJECT / "requirements" / "security.txt").read_text("utf-8")
    for each in named:
        name = re.match(r"[a-z-]+", each)
        assert name
        assert re.search(rf"^{name[0]}==.+\\$\n +--hash", locked, re.MULTILINE)
