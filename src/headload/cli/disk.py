"""What the system says of a disk, as a refusal instead of a fault of ours."""

import errno
import sqlite3

from headload.errors import BadInput

_OF_A_DISK = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM),
    *(errno.EIO, errno.EMFILE, errno.ENFILE, errno.EFBIG),
}
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk does not answer",
}


def refused_by_the_disk(error: BaseException) -> BadInput | None:
    """Return a refusal where an error, or what led to it, came from the disk.

    A path is told, never what was to be written.
    """
    seen: BaseException | None = error
    while seen is not None:
        if told := _told(seen):
            what, where = told
            return BadInput(
                f"The disk refuses: {what}",
                where=where,
                to_do="free or name a disk with room that you may write to, "
                "then give the command again",
                code="HL-DISK-01",
            )
        seen = seen.__cause__ or seen.__context__
    return None


def _told(error: BaseException) -> tuple[str, str] | None:
    if isinstance(error, OSError) and error.errno in _OF_A_DISK:
        named = error.filename2 or error.filename
        return str(error.strerror), str(named) if named else "a file of this command"
    if isinstance(error, sqlite3.OperationalError):
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if kind in _OF_SQLITE:
            return _OF_SQLITE[kind], "the database of the site (HEADLOAD_HOME)"
    return None
