"""Runs the child and believes nothing it says before it has ended well.

With `bwrap` the child sees no network, a read-only file system and a private
/tmp; without it (user namespaces may be forbidden) it still has its limits and
dies with its process group. A crash or a hang is a refused file.
"""

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

import headload
from headload import errors

from .refusals import OUT_OF_TIME, READER_CRASHED, refused
from .request import Limits

BWRAP = "bwrap"
LIMITS = "limits"

_CHILD = "headload.measure.read.child"
_ISOLATION = ("--unshare-all", "--die-with-parent", "--new-session")
# the last is a private /tmp inside the sandbox
_VIEW = ("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp")  # noqa: S108
_LONGEST_ANSWER = 256 << 20


@cache
def isolation() -> str:
    """Return how children are confined here: ``bwrap`` when it works."""
    program = shutil.which("bwrap")
    if program is None:
        return LIMITS
    probe = subprocess.run(  # noqa: S603  (a fixed command)
        [program, *_ISOLATION, *_VIEW, "--", "/bin/sh", "-c", ":"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=20,
    )
    return BWRAP if probe.returncode == 0 else LIMITS


def run_child(
    order: dict[str, Any],
    *,
    limits: Limits,
    progress: Callable[[int], None],
) -> dict[str, Any]:
    """Run the child on an order and return its report as plain data.

    Parameters
    ----------
    order
        ``path``, ``name``, ``folder`` and ``request``, as `child.main` reads it.
    limits
        `wall_seconds` is kept here, the others by the child itself.
    progress
        Told the rows read so far.

    Raises
    ------
    HeadloadError
        What the child refused; or HL-READ-61 to 63 when it was too slow, needed
        too much memory, or crashed.
    """
    command = _command(Path(order["path"]), Path(order["folder"]))
    with subprocess.Popen(  # noqa: S603  (this interpreter, or bwrap and it)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=_environment(Path(order["folder"])),
        cwd=order["folder"],
    ) as child:
        try:
            ended = _converse(child, order, limits, progress)
        finally:
            _end(child)
    return _judge(ended, child.returncode, order["name"], limits)


def _command(path: Path, folder: Path) -> list[str]:
    python = [sys.executable, "-P", "-m", _CHILD]
    if isolation() != BWRAP:
        return python
    seen = []
    for place in (path, *_code_places()):
        # what lies below /tmp is hidden by the private one, so show it again
        if place.is_relative_to("/tmp"):  # noqa: S108  (the sandbox's own)
            seen += ["--ro-bind", str(place), str(place)]
    program = shutil.which("bwrap") or "bwrap"
    writable = ["--bind", str(folder), str(folder), "--chdir", str(folder)]
    return [program, *_ISOLATION, *_VIEW, *seen, *writable, "--", *python]


def _code_places() -> set[Path]:
    """Return where Python and Headload live."""
    prefixes = (
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        Path(sys.executable).parent,
    )
    links = {Path(prefix).absolute() for prefix in prefixes}
    return links | {place.resolve() for place in links} | {_home()}


def _home() -> Path:
    return Path(next(iter(headload.__path__))).resolve().parent


def _environment(folder: Path) -> dict[str, str]:
    """Return the little that the child may know; nothing of the caller's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(_home()),
        "PYTHONUTF8": "1",
        "TMPDIR": str(folder),
        # one thread is enough to parse, and starts faster
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _converse(
    child: subprocess.Popen[bytes],
    order: dict[str, Any],
    limits: Limits,
    progress: Callable[[int], None],
) -> dict[str, Any] | None:
    """Send the order and listen; return the last answer, None when out of time."""
    _send(child.stdin, order)
    deadline = time.monotonic() + limits.wall_seconds
    last: dict[str, Any] = {}
    for line in _lines(child.stdout, deadline):
        if line is None:
            return None
        last = _message(line)
        if "rows" in last:
            progress(int(last["rows"]))
    try:
        child.wait(max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        return None
    return last


def _send(pipe: IO[bytes] | None, order: dict[str, Any]) -> None:
    if pipe is None:
        return
    with suppress(BrokenPipeError):  # it died at once; its end is judged later
        pipe.write(json.dumps(order).encode())
        pipe.close()


def _lines(pipe: Any, deadline: float) -> Any:
    """Yield lines until the pipe closes; None once when the deadline passed."""
    rest, total = b"", 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                yield None
                return
            block = os.read(pipe.fileno(), 1 << 16)
            total += len(block)
            if not block or total > _LONGEST_ANSWER:
                return
            *lines, rest = (rest + block).split(b"\n")
            yield from lines


def _message(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left of the child and its group."""
    if child.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _judge(
    answer: dict[str, Any] | None, status: int, name: str, limits: Limits
) -> dict[str, Any]:
    cpu_used_up = {-signal.SIGXCPU, 128 + signal.SIGXCPU}
    if answer is None or status in cpu_used_up:
        raise refused(
            OUT_OF_TIME,
            f"The file could not be read within {limits.cpu_seconds} s of processor "
            f"time and {limits.wall_seconds} s in all",
            where=name,
            to_do="read fewer columns, or raise the limit if the file can be trusted",
        )
    if "refused" in answer:
        raise _error(answer["refused"])
    if status != 0 or "report" not in answer:
        raise refused(
            READER_CRASHED,
            "The reader crashed on this file, so it is refused "
            f"(ended with {_status(status)})",
            where=name,
            to_do="fetch it again and compare its checksum; a sound file that does "
            "this is worth a report to Headload",
        )
    return dict(answer["report"])


def _status(status: int) -> str:
    number = -status if status < 0 else status - 128
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"status {status}"


def _error(plain: dict[str, str]) -> errors.HeadloadError:
    kinds = {one.__name__: one for one in (errors.BadInput, errors.WrongUse)}
    kind = kinds.get(plain["kind"], errors.BadInput)
    return kind(
        plain["what"], where=plain["where"], to_do=plain["to_do"], code=plain["code"]
    )
