"""The private folder that holds microdata while they are measured.

It is readable by its owner only and removed when the work ends. A process that was
killed could not do so; the next one removes what it left.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headload.errors import BadInput

PREFIX = "headload-"


@contextmanager
def working_folder() -> Iterator[Path]:
    """Give a private folder for microdata and remove it at the end.

    Raises
    ------
    BadInput
        HL-USE-14 where temporary files cannot be written.
    """
    try:
        remove_abandoned(Path(tempfile.gettempdir()))
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    except OSError as error:
        raise BadInput(
            f"Temporary files cannot be written: {error.strerror or error}",
            where=os.environ.get("TMPDIR") or "the folder for temporary files",
            to_do="set TMPDIR to a folder that you may write to, as large as the data",
            code="HL-USE-14",
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(place: Path) -> None:
    """Remove our own folders in `place` whose process is gone."""
    for folder in place.glob(f"{PREFIX}*-*"):
        process = folder.name.removeprefix(PREFIX).split("-")[0]
        if folder.is_symlink() or not process.isdigit() or _runs(int(process)):
            continue
        if folder.stat().st_uid == os.getuid():
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
