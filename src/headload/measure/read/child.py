"""The process that parses: it may crash, hang or be killed without harm.

It reads a request from its input, writes ``rows.parquet`` into the working
folder and says on its output, a line of JSON each, how far it is and how it
ended. It takes the limits upon itself before it opens the file, and imports
only what the format needs.
"""

import errno
import json
import os
import resource
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import IO, Any

from headload.errors import HeadloadError

from . import request as requests
from .archive import unpack
from .kind import ZIP, Kind, kind_of
from .refusals import DAMAGED, NO_SPACE, OUT_OF_MEMORY, refused
from .report import Progress, Report, to_plain
from .request import Limits, ReadRequest


def main() -> None:
    """Serve one request."""
    order = json.load(sys.stdin)
    request = requests.from_plain(order["request"])
    name = order["name"]
    answers = _own_output()
    sys.meta_path.insert(0, _WithoutPandas())
    _take_limits(request.limits)
    try:
        report = parse(
            Path(order["path"]),
            name=name,
            folder=Path(order["folder"]),
            request=request,
            progress=lambda rows: _say(answers, {"rows": rows}),
        )
        _say(answers, {"report": to_plain(report)})
    except HeadloadError as error:
        _say(answers, {"refused": _plain(error)})
    except Exception as error:  # a reader may raise anything
        _say(answers, {"refused": _plain(_refusal(error, name, request.limits))})


def parse(
    path: Path, *, name: str, folder: Path, request: ReadRequest, progress: Progress
) -> Report:
    """Parse a file in this process into ``rows.parquet`` in `folder`.

    Parameters
    ----------
    path, name
        The file on disk and its name as received.
    folder
        Working folder; also receives a file unpacked from an archive.
    request, progress
        As in `headload.measure.read.read`.

    Raises
    ------
    BadInput
        When the file is certainly wrong.
    """
    kind = kind_of(path, name=name)
    if kind is ZIP:
        path, member = unpack(
            path, name=name, into=folder, member=request.member, limits=request.limits
        )
        name = f"{name}: {member}"
        kind = kind_of(path, name=member)
    return _format(
        kind, path, name=name, folder=folder, request=request, progress=progress
    )


def _format(
    kind: Kind,
    path: Path,
    *,
    name: str,
    folder: Path,
    request: ReadRequest,
    progress: Progress,
) -> Report:
    """Hand over to the reader of the format, importing that one only."""
    given: dict[str, Any] = {
        "name": name,
        "folder": folder,
        "request": request,
        "progress": progress,
    }
    if kind is ZIP:
        raise refused(
            18,
            "The archive holds another archive",
            where=name,
            to_do="unpack it and give the data file",
        )
    if kind.key == "parquet":
        from .columnar import read_columnar

        return read_columnar(path, **given)
    if kind.key != "text":
        from .statistical import read_statistical

        return read_statistical(path, kind.key, **given)
    if request.layout:
        from .fixed_width import read_fixed_width

        return read_fixed_width(path, **given)
    from .delimited import read_delimited

    return read_delimited(path, **given)


class _WithoutPandas(MetaPathFinder):
    """Keeps Arrow from importing pandas, which takes longer than most files."""

    def find_spec(self, name: str, *_: object) -> None:
        """Say that pandas is not installed; leave other modules to others."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


def _own_output() -> IO[str]:
    """Keep the answers apart from anything a library prints."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return answers


def _say(answers: IO[str], message: dict[str, Any]) -> None:
    answers.write(json.dumps(message) + "\n")
    answers.flush()


def _take_limits(limits: Limits) -> None:
    for which, bound in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.expanded_bytes),
        (resource.RLIMIT_DATA, limits.memory_bytes),
    ):
        _, most = resource.getrlimit(which)
        bound = bound if most == resource.RLIM_INFINITY else min(bound, most)
        resource.setrlimit(which, (bound, bound))


def _refusal(error: Exception, name: str, limits: Limits) -> HeadloadError:
    """Say what a failure of a library means, without repeating its words.

    Messages of libraries may quote values of rows.
    """
    if isinstance(error, MemoryError):
        return out_of_memory(name, limits)
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return refused(
            NO_SPACE,
            "There is no space left to unpack the file",
            where=name,
            to_do="free space in the working folder, or give another one",
        )
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return refused(
            5,
            f"The file expands past the limit of {limits.expanded_bytes:,} bytes",
            where=name,
            to_do="read fewer columns, or raise the limit if the size is right",
        )
    return refused(
        DAMAGED,
        f"The file could not be read: the reader stopped ({type(error).__name__})",
        where=name,
        to_do="fetch it again and compare its checksum with the supplier's",
    )


def out_of_memory(name: str, limits: Limits) -> HeadloadError:
    """Return the refusal of a file that needs more memory than allowed."""
    return refused(
        OUT_OF_MEMORY,
        f"The file needs more memory than the limit of {limits.memory_bytes:,} bytes",
        where=name,
        to_do="read fewer columns, or raise the limit if the file can be trusted",
    )


def _plain(error: HeadloadError) -> dict[str, str]:
    return {
        "kind": type(error).__name__,
        "what": error.what,
        "where": error.where,
        "to_do": error.to_do,
        "code": error.code,
    }


if __name__ == "__main__":
    main()
    # all is said and on disk: threads of libraries have been seen to abort on the
    # way out of the interpreter, which would pass for a crash on the file
    os._exit(0)
