"""The documentation site: its navigation read off the index pages, its build strict.

`python -m headload.testing.guide DOCS OUT` builds it. A link or an anchor that leads
nowhere, or another warning of the builder, ends the build. Links to other sites are
listed, not asked (docs/decisions/0050-the-documentation-site.md).
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

CONFIG = """[project]
site_name = "Headload"
site_description = "Makes informal workers visible in official statistics"
docs_dir = "docs"
site_dir = "site"
use_directory_urls = false
nav = {nav}

[project.theme]
language = "en"
font = false
features = [
  "navigation.indexes", "navigation.prune", "navigation.top", "search.highlight",
]

[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"

[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"

[project.extra]
generator = false
"""
FOLDER_OF_DECISIONS = "decisions"
Entry = str | Mapping[str, "Sequence[Entry]"]
_HEADING = re.compile(r"^#{2} (.+)$")
_PAGE = re.compile(r"\]\(([^)#:\s]+\.md)\)")
_OUTWARD = re.compile(r"<?(https?://[^\s)>\"`|]+)")


def navigation(docs: Path) -> Sequence[Entry]:
    """Return the navigation: sections of `index.md`, each with the pages it links.

    A link to the index of a folder becomes a section of its own with the pages that
    this index links; decisions follow by their number.
    """
    sections: list[Entry] = ["index.md"]
    for title, links in _sections(docs / "index.md"):
        sections.append({title: [_entry(docs, link) for link in links]})
    decisions = sorted(
        path.relative_to(docs).as_posix()
        for path in (docs / FOLDER_OF_DECISIONS).glob("*.md")
    )
    return [*sections, {"Decisions": decisions}]


def pages_of(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield every page that a navigation names."""
    for entry in entries:
        if isinstance(entry, str):
            yield entry
        else:
            for within in entry.values():
                yield from pages_of(within)


def outward_links(docs: Path) -> Mapping[str, Sequence[str]]:
    """Return the addresses outside, by the page that links them."""
    found = {
        path.relative_to(docs).as_posix(): sorted(
            {link.rstrip(".,;'") for link in _OUTWARD.findall(path.read_text("utf-8"))}
        )
        for path in sorted(docs.rglob("*.md"))
    }
    return {page: links for page, links in found.items() if links}


def build(docs: Path, out: Path) -> int:
    """Build the site of `docs` in `out`, and the list of outward links beside it.

    Returns
    -------
    int
        What the builder ended with: 0, or another number after any warning.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        place = Path(folder)  # the builder wants pages and configuration in one place
        shutil.copytree(docs, place / "docs")
        config = place / "zensical.toml"
        config.write_text(CONFIG.format(nav=_toml(navigation(docs))), encoding="utf-8")
        options = ("build", "--strict", "-f", str(config))
        command = [sys.executable, "-m", "zensical", *options]
        ended = subprocess.run(command, check=False).returncode  # noqa: S603  (our own)
        if ended == 0:
            shutil.rmtree(out, ignore_errors=True)
            shutil.move(place / "site", out)
            out.with_suffix(".links.txt").write_text(_listed(docs), encoding="utf-8")
    return ended


def _listed(docs: Path) -> str:
    found = outward_links(docs)
    return "".join(f"{page} {link}\n" for page in found for link in found[page])


def _sections(index: Path) -> Iterator[tuple[str, list[str]]]:
    title, links = "", list[str]()
    for line in index.read_text("utf-8").splitlines():
        heading = _HEADING.match(line)
        if heading:
            if links:
                yield title, links
            title, links = heading[1], []
        elif title:
            links += [
                link
                for link in _PAGE.findall(line)
                if link not in links and not link.startswith(FOLDER_OF_DECISIONS)
            ]
    if links:
        yield title, links


def _entry(docs: Path, link: str) -> Entry:
    folder, _, name = link.rpartition("/")
    if name != "index.md":
        return link
    text = (docs / link).read_text("utf-8")
    title = re.search(r"^# ([^:\n]+)", text, re.MULTILINE)
    links = [each for each in _PAGE.findall(text) if not each.startswith("..")]
    within = [f"{folder}/{each}" for each in dict.fromkeys(links)]
    return {title[1] if title else folder: [link, *within]}


def _toml(entry: Entry | Sequence[Entry]) -> str:
    if isinstance(entry, str):
        return json.dumps(entry, ensure_ascii=False)
    if isinstance(entry, Mapping):
        ((title, within),) = entry.items()
        return f"{{ {json.dumps(title, ensure_ascii=False)} = {_toml(within)} }}"
    return "[" + ", ".join(_toml(each) for each in entry) + "]"


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]), Path(sys.argv[2])))
