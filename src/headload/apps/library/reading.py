"""A program of its own that reads the text of a PDF and can do nothing else.

A document comes from anywhere, and a library in C reads it: so that happens in a child
process with little memory, little time and no files to write. What goes wrong there
costs a message. Run it as ``python -m headload.apps.library.reading FILE``; it writes
a line of JSON about the document, and then one a page. With numbers after the name it
writes pictures of those pages instead.
"""

import base64
import io
import json
import math
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEMORY, SECONDS, PAGES, SIGNS = 1_500_000_000, 60, 3_000, 20_000
"""Bytes, processor seconds, pages and characters a page that are allowed."""
SCANNED = 25
"""Characters of a page under which it is taken for a picture of one."""
COVER = 240
"""Pixels across the picture of a first page."""
LARGEST, _AT_ONCE = 4_000, 10
"""Pixels along the longer side of a page that is read from its picture (200 a inch if
that is less), and how many pages a process draws."""
_HEAD = 3_000
"""Characters of a first page whose size is looked at."""

Line = tuple[float, str]
"""Size of the type of a line in points, and the line."""


@dataclass(frozen=True)
class Read:
    """The text of a document.

    Parameters
    ----------
    pages
        Text of each page.
    problem
        Why it could not be read; then there are no pages.
    title, author, created
        What the document says of itself; often nothing, or something else.
    lines
        Lines of the first page, with the size of their type.
    cover
        Picture of the first page (WebP, `COVER` pixels across); empty where none could
        be made.
    """

    pages: tuple[str, ...] = ()
    problem: str = ""
    title: str = ""
    author: str = ""
    created: str = ""
    lines: tuple[Line, ...] = ()
    cover: bytes = b""

    @property
    def scanned(self) -> int:
        """Pages without text: most likely pictures of a page."""
        return sum(len(page.strip()) < SCANNED for page in self.pages)


def read(path: Path) -> Read:
    """Return the text of a PDF, read in a child process."""
    lines, problem = _child([str(path)])
    if problem:
        return Read(problem=problem)
    about, *pages = lines
    return Read(
        pages=tuple(pages),
        title=about["title"],
        author=about["author"],
        created=about["created"],
        lines=tuple((size, text) for size, text in about["lines"]),
        cover=base64.b64decode(about["cover"]),
    )


def pictures(path: Path, numbers: Sequence[int]) -> list[bytes]:
    """Return pictures (PNG) of pages, counted from 0; fewer where drawing failed."""
    found: list[bytes] = []
    for start in range(0, len(numbers), _AT_ONCE):
        wanted = [str(each) for each in numbers[start : start + _AT_ONCE]]
        lines, problem = _child([str(path), *wanted])
        if problem:
            break
        found += [base64.b64decode(line) for line in lines]
    return found


def _child(arguments: Sequence[str]) -> tuple[list[Any], str]:
    """Return what the child process wrote, or why it wrote nothing."""
    command = [sys.executable, "-m", __name__, *arguments]
    try:
        run = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            timeout=SECONDS * 2,
            check=False,
            env={"PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired:
        return [], f"it took longer than {SECONDS * 2} seconds"
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        return [], said[-1][:200] if said else "the reader was stopped"
    lines = run.stdout.decode("utf-8", "replace").splitlines()
    return [json.loads(line) for line in lines], ""


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _write_all(path: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    if len(document) > PAGES:
        raise ValueError(f"it has more than {PAGES} pages")
    _write(_about(document))
    for page in document:
        _write(_plain(page.get_textpage().get_text_bounded()[:SIGNS]))


def _write_pictures(path: str, numbers: Sequence[int]) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for number in numbers:
        page = document[number]
        size = max(page.get_size())
        drawn = page.render(scale=min(200 / 72, LARGEST / size)).to_pil()
        picture = io.BytesIO()
        drawn.convert("L").save(picture, "PNG")
        _write(base64.b64encode(picture.getvalue()).decode())


def _write(content: Any) -> None:
    sys.stdout.write(f"{json.dumps(content)}\n")


def _plain(text: str) -> str:
    return text.replace(chr(0), "")


def _about(document: Any) -> dict[str, Any]:
    told = document.get_metadata_dict()
    first = document[0] if len(document) else None
    return {
        "title": _plain(told.get("Title", "")),
        "author": _plain(told.get("Author", "")),
        "created": told.get("CreationDate", ""),
        "lines": _lines(first.get_textpage()) if first else [],
        "cover": _cover(first) if first else "",
    }


def _lines(text: Any) -> list[Line]:
    """Return the lines of a page with the size of the largest type on each."""
    found: list[Line] = []
    signs, size = "", 0.0
    for place in range(min(text.count_chars(), _HEAD)):
        sign = text.get_text_range(place, 1)
        if sign in {"\r", "\n"}:
            found.append((round(size, 1), _plain(signs.strip())))
            signs, size = "", 0.0
        else:
            signs, size = signs + sign, max(size, _size(text, place))
    found.append((round(size, 1), _plain(signs.strip())))
    return [each for each in found if each[1]]


def _size(text: Any, place: int) -> float:
    """Return the size of a sign on the page: that of its font, as it was scaled."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, place, matrix)
    return float(raw.FPDFText_GetFontSize(text, place)) * math.hypot(matrix.b, matrix.d)


def _cover(page: Any) -> str:
    """Return the picture of a page in base 64; empty where it cannot be drawn."""
    width, height = page.get_size()
    if not 0 < height <= width * 4:
        return ""
    picture = io.BytesIO()
    drawn = page.render(scale=COVER / width).to_pil()
    drawn.convert("RGB").save(picture, "WEBP", quality=55)
    return base64.b64encode(picture.getvalue()).decode()


if __name__ == "__main__":
    _confine()
    try:
        if sys.argv[2:]:
            _write_pictures(sys.argv[1], [int(each) for each in sys.argv[2:]])
        else:
            _write_all(sys.argv[1])
    except Exception as error:  # whatever the library raises
        sys.exit(f"{type(error).__name__}: {error}")
