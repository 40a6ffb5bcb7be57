"""The committed pages of the rules say what the code does today."""

from pathlib import Path

from headload.testing import spec_pages, standard_pages

SPEC = Path(__file__).parent
PAGES = SPEC.parent.parent / "docs" / "standards"


def test_the_committed_pages_are_current() -> None:
    # to renew them: spec_pages(Path("tests/spec"), Path("docs/standards"))
    pages = standard_pages(SPEC)
    outdated = [
        name
        for name, text in pages.items()
        if not (PAGES / name).exists()
        or (PAGES / name).read_text(encoding="utf-8") != text
    ]
    assert outdated == []


def test_no_page_outlives_its_rule() -> None:
    committed = {str(path.relative_to(PAGES)) for path in PAGES.rglob("*.md")}
    assert committed - set(standard_pages(SPEC)) == set()


def test_the_pages_are_written_where_they_are_wanted(tmp_path: Path) -> None:
    written = spec_pages(SPEC, tmp_path)
    page = tmp_path / "icls17" / "informal_job.md"
    assert page in written
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Informal job (17th ICLS)")
    assert "(to be confirmed against the text)" in text
    assert "| J7 " in text


def test_links_between_pages_lead_to_pages() -> None:
    pages = standard_pages(SPEC)
    broken = [
        (name, target)
        for name, text in pages.items()
        for target in _links(text)
        if not ((PAGES / name).parent / target).is_file()
    ]
    assert broken == []


def _links(text: str) -> list[str]:
    return [part.split(")")[0] for part in text.split("](")[1:]]
