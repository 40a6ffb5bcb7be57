"""The reference says what the program says: commands, settings, public names."""

import re
from collections.abc import Callable

import pytest

from headload.testing.commands import command_page, verbs
from headload.testing.names import MODULES, public_names, python_page
from headload.testing.settings import (
    OURS,
    explained,
    read_by_the_program,
    settings_page,
)
from needs import PROJECT

REFERENCE = PROJECT / "docs" / "reference"
WHERE_VARIABLES_ARE = ("src", "tests", "benchmarks", "faults")
ONLY_BETWEEN_OUR_PROCESSES = {"HEADLOAD_TESTS_ONCE"}


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("commands.md", command_page),
        ("settings.md", settings_page),
        ("python.md", python_page),
    ],
)
def test_a_generated_page_is_current(name: str, page: Callable[[], str]) -> None:
    # to renew it: make docs
    assert (REFERENCE / name).read_text("utf-8") == page()


def test_every_verb_and_option_has_a_meaning() -> None:
    found = dict(verbs())
    assert {"measure", "site load", "library import"} <= found.keys()
    silent = [
        f"{verb} {parameter.name}"
        for verb, command in found.items()
        for parameter in command.params
        if not parameter.help
    ]
    assert silent == []
    assert [verb for verb, command in found.items() if not command.help] == []


def test_every_variable_that_is_read_is_explained_and_no_other() -> None:
    read = set(read_by_the_program())
    named = {
        name
        for folder in WHERE_VARIABLES_ARE
        for path in (PROJECT / folder).rglob("*.py")
        for name in OURS.findall(path.read_text("utf-8"))
    }
    named |= set(OURS.findall((PROJECT / "Makefile").read_text("utf-8")))
    assert (read | named) - ONLY_BETWEEN_OUR_PROCESSES - set(explained()) == set()
    assert set(explained()) - read - named == set()


def test_variables_in_pages_and_containers_are_explained() -> None:
    files = [
        PROJECT / "README.md",
        PROJECT / "compose.yaml",
        PROJECT / "Dockerfile",
        *(PROJECT / "docs").rglob("*.md"),
    ]
    named = {name for path in files for name in OURS.findall(path.read_text("utf-8"))}
    assert named - ONLY_BETWEEN_OUR_PROCESSES - set(explained()) == set()


def test_every_public_name_is_on_the_page_with_what_it_gives() -> None:
    page = python_page()
    for module in MODULES:
        for name, _ in public_names(module):
            assert f"{name}`" in page, f"{module}.{name}"
    for heading, signature, summary in re.findall(
        r"### `(.+)`\n\n```text\n(.+)(?:\n    .+)*\n```\n\n(.+)\n", page
    ):
        assert signature.split("(")[0].split()[-1] == heading.split(".")[-1]
        assert len(summary) > 8
