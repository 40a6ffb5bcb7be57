"""The documentation site: one navigation, no broken anchor, nothing asked elsewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

from headload.testing.guide import build, navigation, outward_links, pages_of
from needs import PROJECT, missing

DOCS = PROJECT / "docs"
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|audio|video|embed|object)\b[^>]*?\b(?:src|data)="
        (?:https?:)?//[^"]+"
      | <link\b(?=[^>]*rel="(?:stylesheet|preload|preconnect|icon|modulepreload)")
        [^>]*href="(?:https?:)?//[^"]+"
      | url\(["']?(?:https?:)?//[^)]+\)
      | @import\s+["'](?:https?:)?//""",
    re.VERBOSE,
)


def test_the_navigation_names_every_page_once() -> None:
    named = list(pages_of(navigation(DOCS)))
    there = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    # to mend it: name the page in docs/index.md, or in the index of its folder
    assert there - set(named) == set()
    assert set(named) - there == set()
    assert len(named) == len(set(named))


def test_links_to_other_sites_are_listed_by_page() -> None:
    found = outward_links(DOCS)
    assert "surveys/col-geih-2015-2024.md" in found
    assert all(each.startswith("http") for links in found.values() for each in links)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("zensical") is None:
        missing("zensical", "make (it is in the group `docs`)")
    out = tmp_path_factory.mktemp("guide") / "site"
    assert build(DOCS, out) == 0
    return out


def test_the_strict_build_has_every_page_and_search(built: Path) -> None:
    for page in pages_of(navigation(DOCS)):
        assert (built / page).with_suffix(".html").is_file(), page
    assert "readiness" in (built / "search.json").read_text("utf-8")
    assert (built.parent / "site.links.txt").stat().st_size > 1000


def test_no_page_asks_another_site_for_anything(built: Path) -> None:
    files = [*built.rglob("*.html"), *built.rglob("*.css")]
    asked = {
        f"{path.relative_to(built)}: {found[0][:120]}"
        for path in files
        if (found := LOADED.search(path.read_text("utf-8")))
    }
    assert len(files) > 200
    assert asked == set()
    # scripts ask other sites only for these, which no page of ours has
    pages = [path.read_text("utf-8") for path in files if path.suffix == ".html"]
    marks = ("mermaid", "glightbox", 'data-md-component="source"', "pyodide")
    assert not [mark for mark in marks if any(mark in page for page in pages)]


def test_a_link_to_a_heading_that_is_not_there_ends_the_build(tmp_path: Path) -> None:
    if importlib.util.find_spec("zensical") is None:
        missing("zensical", "make (it is in the group `docs`)")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Pages\n\n## How to\n\n- [one](one.md)\n", "utf-8")
    (docs / "one.md").write_text("# One\n\n[two](index.md#three)\n", "utf-8")
    assert build(docs, tmp_path / "site") != 0
