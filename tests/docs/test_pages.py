"""What is written is true: links, commands and error codes."""

import re
from pathlib import Path

from headload.cli.app import app
from headload.testing import error_page
from needs import PROJECT

PAGES = [*PROJECT.glob("*.md"), *PROJECT.joinpath("docs").rglob("*.md")]
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_every_link_between_pages_leads_somewhere() -> None:
    broken = [
        f"{page.relative_to(PROJECT)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert PAGES
    assert broken == []


def test_the_readme_names_every_verb() -> None:
    readme = (PROJECT / "README.md").read_text("utf-8")
    verbs = {command.name for command in app.registered_commands}
    verbs |= {group.name for group in app.registered_groups}
    assert verbs
    missing = {verb for verb in verbs if verb and verb not in readme}
    assert missing == set()


def test_the_page_of_error_codes_is_current() -> None:
    # to renew it: make docs
    page = PROJECT / "docs" / "reference" / "errors.md"
    assert page.read_text("utf-8") == error_page()


def test_every_error_code_in_the_program_has_its_place_on_the_page() -> None:
    page = error_page()
    codes = {
        code
        for path in (PROJECT / "src").rglob("*.py")
        for code in re.findall(r"HL-[A-Z]+-\d+", path.read_text("utf-8"))
    }
    assert len(codes) > 80
    assert {code for code in codes if f"## {code}\n" not in page} == set()


def test_every_decision_has_a_number_and_says_context_choice_and_consequences() -> None:
    decisions = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
    assert decisions
    for page in decisions:
        text = page.read_text("utf-8")
        assert re.match(r"# \d+\. ", text), page.name
        for part in ("**Context.**", "**Choice.**", "**Consequences.**"):
            assert part in text, page.name


def test_the_changelog_speaks_of_the_version_that_is_built() -> None:
    version = re.search(
        r'^version = "(.+)"$',
        (PROJECT / "pyproject.toml").read_text("utf-8"),
        re.MULTILINE,
    )
    assert version
    changelog = Path(PROJECT / "CHANGELOG.md").read_text("utf-8")
    assert f"## {version[1]}" in changelog
