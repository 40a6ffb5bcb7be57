"""Words by which a telephone replies: each part of the site registers its own.

Whoever takes a reply in does not know what it means; the first that understands it
answers.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Understands = Callable[[str], str | None]
"""From a reply to what stands behind its word; none for a reply of others."""


@dataclass(frozen=True)
class Reply:
    """A reply of somebody.

    Parameters
    ----------
    phone
        The telephone, as the app that keeps them knows it.
    said
        What stands behind the word.
    key
        The same reply again has the same.
    """

    phone: Any
    said: str
    key: str


Answer = Callable[[Reply], str]
"""From a reply to what is sent back; empty for nothing."""


@dataclass(frozen=True)
class Understood:
    """A reply that a part of the site understands.

    Parameters
    ----------
    always
        Whether it is heard however many came before: the way out is never closed.
    """

    answer: Answer
    said: str
    always: bool


_ANSWERS: list[tuple[Understands, Answer, bool]] = []


def register(understands: Understands, answer: Answer, *, always: bool = False) -> None:
    """Add what answers some replies; the first that was added has the first word."""
    _ANSWERS.append((understands, answer, always))


def understood(text: str) -> Understood | None:
    """Return who answers a reply, and what it said to it; none where nobody does."""
    for understands, answer, always in _ANSWERS:
        said = understands(text)
        if said is not None:
            return Understood(answer, said, always)
    return None


def beginning(*words: str) -> Understands:
    """Return what understands replies that begin with one of these words.

    Examples
    --------
    >>> stop = beginning("stop", "arret")
    >>> stop(" Arrêt ! "), stop("stop it"), stop("stopped")
    ('', 'it', None)
    """

    def understands(text: str) -> str | None:
        first, _, rest = text.strip().partition(" ")
        said = _folded(first).strip(".,;:!¡?¿\"'")
        return rest.strip(" .!") if said in words else None

    return understands


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))
