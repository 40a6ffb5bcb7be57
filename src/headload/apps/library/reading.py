"""A program of its own that reads the text of a PDF and can do nothing else.

A document comes from anywhere, and a library in C reads it: so that happens in a child
process with little memory, little time and no files to write. What goes wrong there
costs a message. Run it as ``python -m headload.apps.library.reading FILE``; it writes
a line of JSON a page.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

MEMORY, SECONDS, PAGES, SIGNS = 1_500_000_000, 60, 3_000, 20_000
"""Bytes, processor seconds, pages and characters a page that are allowed."""
SCANNED = 25
"""Characters of a page under which it is taken for a picture of one."""


@dataclass(frozen=True)
class Read:
    """The text of a document.

    Parameters
    ----------
    pages
        Text of each page.
    problem
        Why it could not be read; then there are no pages.
    """

    pages: tuple[str, ...] = ()
    problem: str = ""

    @property
    def scanned(self) -> int:
        """Pages without text: most likely pictures of a page."""
        return sum(len(page.strip()) < SCANNED for page in self.pages)


def read(path: Path) -> Read:
    """Return the text of a PDF, read in a child process."""
    command = [sys.executable, "-m", __name__, str(path)]
    try:
        run = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            timeout=SECONDS * 2,
            check=False,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        return Read(problem=f"it took longer than {SECONDS * 2} seconds")
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        last = said[-1][:200] if said else "the reader was stopped"
        return Read(problem=last)
    lines = run.stdout.decode("utf-8", "replace").splitlines()
    return Read(tuple(json.loads(line) for line in lines))


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write_pages(path: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    if len(document) > PAGES:
        raise ValueError(f"it has more than {PAGES} pages")
    for page in document:
        text = page.get_textpage().get_text_bounded()[:SIGNS]
        sys.stdout.write(f"{json.dumps(text.replace(chr(0), ''))}\n")


if __name__ == "__main__":
    _confine()
    try:
        _write_pages(sys.argv[1])
    except Exception as error:  # whatever the library raises
        sys.exit(f"{type(error).__name__}: {error}")
