"""Searches of the code: bandit, and semgrep with the rules of this project."""

import json
import re
from pathlib import Path

from faults.room import PROJECT
from security.search import CouldNotLook, Finding
from security.tools import answered, tool

RULES = Path(__file__).parent / "rules"
_EXAMPLES, _FOUND = "security/rules", 1


def bandit(folder: Path) -> list[Finding]:
    """Ask bandit, all severities."""
    report = folder / "report.json"
    command = [tool("bandit"), "-q", "-r", "src", "-f", "json", "-o", str(report)]
    answered(command, fine=(0, _FOUND), folder=PROJECT, seconds=600)
    return [
        Finding(
            "bandit",
            each["test_id"],
            str(Path(each["filename"])),
            f"line {each['line_number']}: {each['issue_text']}",
        )
        for each in json.loads(report.read_text("utf-8"))["results"]
    ]


def semgrep(folder: Path) -> list[Finding]:
    """Ask our own rules about the code, and about examples of what they look for.

    Raises
    ------
    CouldNotLook
        When a rule misses a line of its ``.caught`` file, or finds a ``.passed`` one.
    """
    found = _by_our_rules(folder)
    tried = [each for each in found if each.place.startswith(_EXAMPLES)]
    if wrong := blind(tried, RULES):
        raise CouldNotLook(
            f"The rules do not find what they are for: {'; '.join(wrong)}",
            to_do="correct the rule or its example in security/rules",
        )
    return [each for each in found if each not in tried]


def blind(found: list[Finding], rules: Path) -> list[str]:
    """Return where rules do not find the examples they should, or others.

    A line of an example that a rule must find ends with the word ``caught``.
    """
    wrong = []
    for rule in sorted(path.stem for path in rules.glob("*.yaml")):
        caught, passed = (
            next(iter(rules.glob(f"{rule}.{kind}.*")), None)
            for kind in ("caught", "passed")
        )
        if caught is None or passed is None:
            wrong.append(f"{rule} has no example")
            continue
        due = {
            number
            for number, line in enumerate(caught.read_text("utf-8").splitlines(), 1)
            if "caught" in line
        }
        seen = {
            int(re.findall(r"^line (\d+)", each.said)[0])
            for each in found
            if each.rule == rule and each.place.endswith(f"/{caught.name}")
        }
        if due != seen or not due:
            wrong.append(f"{rule} finds lines {sorted(seen)} of {sorted(due)}")
        if any(e.rule == rule and e.place.endswith(f"/{passed.name}") for e in found):
            wrong.append(f"{rule} finds what is right")
    return wrong


def _by_our_rules(folder: Path) -> list[Finding]:
    report = folder / "report.json"
    command = [tool("semgrep"), "scan", "--metrics=off", "--disable-version-check"]
    command += ["--quiet", "--strict", "--disable-nosem", "--no-git-ignore"]
    command += ["--json-output", str(report), "src", _EXAMPLES]
    for rule in sorted(RULES.glob("*.yaml")):
        command += ["--config", str(rule)]
    answered(command, fine=(0,), folder=PROJECT, seconds=900)
    return [
        Finding(
            "semgrep",
            each["check_id"].rpartition(".")[2],
            each["path"],
            f"line {each['start']['line']}: {each['extra']['message'].strip()}",
        )
        for each in json.loads(report.read_text("utf-8"))["results"]
    ]
