"""Files of works: kept in the site's folder by their checksum, read page by page."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from headload.apps.library.models import File, Page, Work
from headload.apps.library.reading import read
from headload.errors import BadInput

MOST_BYTES = 200_000_000
_PDF = b"%PDF-"


@dataclass(frozen=True)
class Attached:
    """What came of attaching a file.

    Parameters
    ----------
    scanned
        Pages without text.
    problem
        Why its text could not be read; the file is kept all the same.
    """

    file: File
    scanned: int
    problem: str


def path_of(file: File) -> Path:
    """Return where a file lies."""
    folder = Path(settings.HEADLOAD_HOME) / "library" / file.sha256[:2]
    return folder / file.sha256


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
    file = File(
        work=work,
        name=path.name[:200],
        language=language or work.language,
        sha256=sha256(content).hexdigest(),
        bytes=len(content),
    )
    kept = path_of(file)
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(content)
    part.replace(kept)
    text = read(kept)
    file.pages = len(text.pages)
    with transaction.atomic():
        File.objects.filter(work=work, name=file.name).delete()
        file.save()
        Page.objects.bulk_create(
            Page(file=file, number=number, text=page.strip())
            for number, page in enumerate(text.pages, start=1)
        )
    return Attached(file, text.scanned, text.problem)


def _content(path: Path) -> bytes:
    problem = ""
    try:
        if path.stat().st_size > MOST_BYTES:
            problem = f"it is larger than {MOST_BYTES // 1_000_000} MB"
        content = b"" if problem else path.read_bytes()
    except OSError as error:
        problem, content = error.strerror or str(error), b""
    if not problem and _PDF not in content[:1024]:
        problem = "it is not a PDF"
    if problem:
        raise BadInput(
            f"The file cannot be attached: {problem}",
            where=str(path),
            to_do="give a PDF that opens in a reader",
            code="HL-LIB-05",
        )
    return content
