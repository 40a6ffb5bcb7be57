"""A line of a letter, and texts that fit on one."""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.common.words import Text


@dataclass(frozen=True)
class Line:
    """Something that a letter tells: the day, a title, what is said of it, a link."""

    day: str
    title: Text
    link: str = ""
    notes: Sequence[Text] = ()


def on_one_line(text: str, language: str, of_letter: str) -> Text:
    """Return a text on one line, marked where it is in another language."""
    return Text(" ".join(text.split()), language if language != of_letter else "")
