"""Files of works: kept in the site's folder by their checksum, read page by page."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from headload.apps.library import ocr
from headload.apps.library.models import File, Page, Work
from headload.apps.library.reading import Read, read
from headload.errors import BadInput
from headload.releases.atomic import write_file

MOST_BYTES = 200_000_000
_TOO_LARGE = f"it is larger than {MOST_BYTES // 1_000_000} MB"
_PDF = b"%PDF-"


@dataclass(frozen=True)
class Attached:
    """What came of attaching a file.

    Parameters
    ----------
    scanned
        Pages without text, that nobody could read from their picture either.
    problem
        Why its text could not be read; the file is kept all the same.
    """

    file: File
    scanned: int
    problem: str


def path_of(file: File) -> Path:
    """Return where a file lies."""
    return _kept(file.sha256)


def cover_of(file: File) -> Path:
    """Return where the picture of its first page lies, if it has one."""
    return path_of(file).with_suffix(".webp")


def _kept(sha256: str) -> Path:
    return Path(settings.HEADLOAD_HOME) / "library" / sha256[:2] / sha256


def attach(slug: str, path: Path, language: str) -> Attached:
    """Keep a PDF with a work, and its text.

    Raises
    ------
    BadInput
        HL-LIB-04 when there is no such work, -05 when the file is no PDF, is too large
        or cannot be read at all.
    """
    work = Work.objects.filter(slug=slug).first()
    if work is None:
        raise BadInput(
            f'The library has no work named "{slug}"',
            where="SLUG",
            to_do="take the last part of the address of its page",
            code="HL-LIB-04",
        )
    content = _content(path)
    return keep(work, path.name, content, look_at(content), language)


def look_at(content: bytes) -> Read:
    """Keep what a PDF holds in the site's folder, and return what can be read of it."""
    kept = _kept(sha256(content).hexdigest())
    kept.parent.mkdir(parents=True, exist_ok=True)
    write_file(kept, content)
    found = read(kept)
    if found.cover:
        write_file(kept.with_suffix(".webp"), found.cover)
    return found


def keep(
    work: Work, name: str, content: bytes, found: Read, language: str = ""
) -> Attached:
    """Note a PDF that was looked at as a file of a work, with the text of its pages.

    Pages that are pictures are read by tesseract where that is installed.
    """
    file = File(
        work=work,
        name=name[:200],
        language=language or work.language,
        sha256=sha256(content).hexdigest(),
        bytes=len(content),
        pages=len(found.pages),
        cover=bool(found.cover),
    )
    pages = found.pages
    if found.scanned and ocr.installed():
        pages = ocr.with_words(path_of(file), found, file.language)
        file.ocr = pages != found.pages
    with transaction.atomic():
        File.objects.filter(work=work, name=file.name).delete()
        file.save()
        Page.objects.bulk_create(
            Page(file=file, number=number, text=page.strip())
            for number, page in enumerate(pages, start=1)
        )
    return Attached(file, Read(pages).scanned, found.problem)


def _content(path: Path) -> bytes:
    try:
        too_large = path.stat().st_size > MOST_BYTES
        content = b"" if too_large else path.read_bytes()
        problem = _TOO_LARGE if too_large else wrong_with(content)
    except OSError as error:
        problem, content = error.strerror or str(error), b""
    if problem:
        raise BadInput(
            f"The file cannot be attached: {problem}",
            where=str(path),
            to_do="give a PDF that opens in a reader",
            code="HL-LIB-05",
        )
    return content


def wrong_with(content: bytes) -> str:
    """Return why a file cannot be kept; empty where it can."""
    if len(content) > MOST_BYTES:
        return _TOO_LARGE
    return "" if _PDF in content[:1024] else "it is not a PDF"
