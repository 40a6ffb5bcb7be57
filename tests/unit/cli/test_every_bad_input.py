"""All 55 bad inputs of the design have what is said of them, and tests that show it."""

import re
import tomllib
from pathlib import Path
from typing import Any

from headload.testing import error_page
from needs import PROJECT
from unit.cli.test_bad_input_at_the_door import CASES as AT_THE_DOOR

CASES: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("bad_inputs.toml").read_text("utf-8")
)
ENDS = {"warned": 0, "read": 0, "cannot happen": 0}


def test_all_55_are_there_with_what_is_said_and_how_it_ends() -> None:
    assert [int(number) for number in CASES] == list(range(1, 56))
    known = set(re.findall(r"^## (HL-[A-Z]+-\d+)$", error_page(), re.MULTILINE))
    for number, case in CASES.items():
        if case["says"] in ENDS:
            assert case["exit"] == ENDS[case["says"]], number
        else:
            assert case["says"] in known, number
            assert case["exit"] in {2, 3}, number
        assert case.get("tests") or case["why"], number


def test_every_test_that_is_named_is_there() -> None:
    for case in CASES.values():
        for named in (*case.get("tests", ()), *case.get("web", ())):
            path, _, name = named.partition("::")
            text = (PROJECT / path).read_text("utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), named


def test_the_front_door_says_of_each_what_the_table_says() -> None:
    assert len(AT_THE_DOOR) > 20
    for name, _, code, _ in AT_THE_DOOR:
        assert CASES[name.split()[0]]["says"] == code, name
