"""Short messages: the port to a gateway, and what a text costs on its way.

A text in the GSM 7-bit alphabet (3GPP TS 23.038) has 160 signs in one message and 153
in each of several; any other sign makes it UCS-2, with 70 and 67.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
_TYPED = str.maketrans("\u2018\u2019\u201c\u201d\u00ab\u00bb\u2013\u2014", '\'\'""""--')
"""Quotation marks and dashes as keys of old telephones have them."""
_NUMBER = re.compile(r"\+[1-9]\d{6,14}")
_BETWEEN = re.compile(r"[\s().\-/\u00a0]+")


class NotSent(Exception):
    """A gateway refused a message: it did not go out, and may be tried again."""


class NoAnswer(Exception):
    """A gateway did not answer: nobody knows whether the message went out."""


class Carrier(Protocol):
    """What brings a message to a telephone."""

    @property
    def knows_keys(self) -> bool:
        """Whether a message with the key of an earlier one is that one, sent once."""

    def send(self, number: str, text: str, key: str) -> None:
        """Hand a message on.

        Raises
        ------
        NotSent, NoAnswer
            When it was refused, or when that is not known.
        """

    def reach(self) -> str:
        """Return in a few words that it can be reached.

        Raises
        ------
        OSError
            When it cannot.
        """


@dataclass(frozen=True)
class Gateway:
    """A gateway as its file describes it: where, and how a message is written for it.

    Parameters
    ----------
    address
        Where messages are posted to; ``folder`` for files in the site's folder.
    form
        ``json`` or ``form``: how the body is written.
    body
        Its fields; ``{number}``, ``{text}`` and ``{id}`` are put in.
    reply
        How the fields of a reply are called: ``number``, ``text`` and ``id``.
    secret
        What replies are signed with; without it none are taken.
    local
        Whether it may stand in the own network.
    """

    address: str
    form: str = "json"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Mapping[str, str] = field(default_factory=dict, repr=False)
    reply: Mapping[str, str] = field(default_factory=dict)
    secret: str = field(default="", repr=False)
    local: bool = False


def number_of(text: str) -> str:
    """Return a number as the world writes it (E.164); empty where it is none.

    Examples
    --------
    >>> number_of(" +233 (24) 555-0199 "), number_of("0245550199")
    ('+233245550199', '')
    """
    found = _BETWEEN.sub("", text)
    found = f"+{found[2:]}" if found.startswith("00") else found
    return found if found.isascii() and _NUMBER.fullmatch(found) else ""


def segments(text: str) -> int:
    """Return how many messages a text is sent and paid as.

    Examples
    --------
    >>> segments("a" * 160), segments("a" * 161), segments("€" * 80), segments("á" * 71)
    (1, 2, 1, 2)
    """
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        costs = [2 if sign in _EXTENDED else 1 for sign in text]
        return _counted(costs, 160, 153)
    return _counted([len(sign.encode("utf-16-be")) // 2 for sign in text], 70, 67)


def plain(text: str) -> str:
    """Return a text on one line, in the GSM alphabet where its letters allow.

    Examples
    --------
    >>> plain("Órgano:  «la niña»"), plain("समय")
    ('Organo: "la niña"', 'समय')
    """
    line = " ".join(text.split()).translate(_TYPED)
    line = "".join(each for each in line if _has_a_shape(each))
    folded = "".join(_folded(sign) for sign in line)
    in_gsm = all(sign in _BASIC or sign in _EXTENDED for sign in folded)
    return folded if in_gsm else line


def fitted(text: str, most: int, **parts: str) -> str:
    """Return a text with its parts put in, `what` cut so that it costs at most so much.

    Examples
    --------
    >>> segments(fitted("{what} {link}", 1, what="a" * 300, link="https://example.org"))
    1
    """
    what = plain(parts.pop("what"))
    whole = plain(text.format(what=what, **parts))
    while segments(whole) > most and len(what) > 1:
        what = what[: -max(4, len(what) // 20)].rstrip(" .…")
        whole = plain(text.format(what=f"{what}...", **parts))
    return whole


def _counted(costs: list[int], alone: int, of_several: int) -> int:
    """Count messages; no sign is cut in two by the end of one."""
    if sum(costs) <= alone:
        return 1
    count, room = 1, of_several
    for cost in costs:
        if cost > room:
            count, room = count + 1, of_several
        room -= cost
    return count


def _folded(sign: str) -> str:
    if sign in _BASIC or sign in _EXTENDED:
        return sign
    base = "".join(
        each
        for each in unicodedata.normalize("NFKD", sign)
        if not unicodedata.combining(each)
    )
    return base if base and all(each in _BASIC for each in base) else sign


def _has_a_shape(sign: str) -> bool:
    """Tell whether a sign is seen, or joins letters, as scripts of India need."""
    return unicodedata.category(sign)[0] != "C" or sign in "\u200c\u200d"
