"""Words of pages that are pictures, read by tesseract where it is installed.

It runs as a child process, with a limit of time, on pictures that the confined reader
drew; what it reads may be wrong, and pages say so.
"""

import shutil
import subprocess
from pathlib import Path

from headload.apps.library.reading import SCANNED, Read, pictures

SECONDS = 60
"""Seconds for a page."""
_NAMES = {"en": "eng", "es": "spa", "fr": "fra", "pt": "por", "hi": "hin"}


def installed() -> bool:
    """Tell whether tesseract is here."""
    return shutil.which("tesseract") is not None


def with_words(path: Path, read: Read, language: str) -> tuple[str, ...]:
    """Return the text of each page, with words of those that are pictures.

    Pages whose words cannot be read stay as they are.
    """
    scanned = [
        number for number, page in enumerate(read.pages) if len(page.strip()) < SCANNED
    ]
    pages = list(read.pages)
    for number, picture in zip(scanned, pictures(path, scanned), strict=False):
        pages[number] = _words(picture, language) or pages[number]
    return tuple(pages)


def _words(picture: bytes, language: str) -> str:
    spoken = _NAMES.get(language, "eng")
    known = _run(["--list-langs"], b"").split()
    chosen = spoken if spoken in known else "eng"
    return _run(["stdin", "stdout", "-l", chosen, "--psm", "1"], picture).strip()


def _run(arguments: list[str], given: bytes) -> str:
    program = shutil.which("tesseract") or "tesseract"
    try:
        run = subprocess.run(  # noqa: S603
            [program, *arguments],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.decode("utf-8", "replace") if run.returncode == 0 else ""
