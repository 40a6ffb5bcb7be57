"""Readers who ask a site for pages at once, and how long they waited."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PATIENCE = 30
_TO_START = 300


@dataclass
class Waited:
    """Answers of a crowd.

    Parameters
    ----------
    seconds
        Of each good answer.
    errors
        When (seconds of the clock since the epoch) and why an answer was none.
    """

    seconds: list[float] = field(default_factory=list)
    errors: list[tuple[float, str]] = field(default_factory=list)

    def share(self, part: float) -> float:
        """Return the seconds within which this part of the answers came."""
        ordered = sorted(self.seconds) or [0.0]
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)]

    def __str__(self) -> str:
        kinds = Counter(why for _, why in self.errors).most_common(3)
        why = ", ".join(f"{count} {each}" for each, count in kinds)
        return (
            f"{len(self.seconds):,} answers, {len(self.errors)} errors"
            f"{f' ({why})' if why else ''}, half within "
            f"{self.share(0.5) * 1000:.0f} ms, 95 % within "
            f"{self.share(0.95) * 1000:.0f} ms"
        )


def crowd(
    address: str,
    pages: Sequence[str],
    *,
    readers: int,
    seconds: float,
    pause: float,
    must_hold: str = "",
) -> Waited:
    """Let readers ask for pages at random, each resting about `pause` between two.

    Parameters
    ----------
    pages
        Paths; one that stands twice is asked twice as often.
    must_hold
        Text without which an answer counts as an error.
    """
    waited = Waited()
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(
            target=_read,
            args=(address, pages, random.Random(number), until, pause),  # noqa: S311
            kwargs={"waited": waited, "must_hold": must_hold.encode()},
        )
        for number in range(readers)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return waited


def warm(address: str, pages: Iterable[str], *, times: int) -> None:
    """Ask for each page a few times, so that every process has begun its work.

    Raises
    ------
    RuntimeError
        When one does not answer with a page.
    """
    for page in pages:
        for _ in range(times):
            if wrong := _asked(address, page, b"", _TO_START):
                raise RuntimeError(wrong)


def _read(
    address: str,
    pages: Sequence[str],
    chance: random.Random,
    until: float,
    pause: float,
    *,
    waited: Waited,
    must_hold: bytes,
) -> None:
    time.sleep(chance.uniform(0, pause))
    while time.monotonic() < until:
        began = time.monotonic()
        wrong = _asked(address, chance.choice(pages), must_hold)
        if wrong:
            waited.errors.append((time.time(), wrong))
        else:
            waited.seconds.append(time.monotonic() - began)
        time.sleep(chance.uniform(0, 2 * pause))


def _asked(
    address: str, page: str, must_hold: bytes, patience: float = _PATIENCE
) -> str:
    """Return what was wrong with an answer, nothing where it was good."""
    host = urlsplit(address)
    connection = http.client.HTTPConnection(
        host.hostname or "", host.port, timeout=patience
    )
    try:
        connection.request("GET", page)
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException) as error:
        return f"{page}: {type(error).__name__}"
    finally:
        connection.close()
    if answer.status >= 400:
        return f"{page}: {answer.status}"
    return "" if must_hold in content else f"{page}: without what it must hold"
