"""The words of the site, in every language of its pages; data, not code.

A word that waits for its translation is English and says so, so that a screen reader
pronounces it right and a reader sees what is missing.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

FALLBACK = "en"


@dataclass(frozen=True)
class Text:
    """A text and the language that it is in; empty where that of the page."""

    text: str
    language: str = ""

    def __str__(self) -> str:
        """Return the text alone, for titles and attributes."""
        return self.text

    def __html__(self) -> SafeString:
        """Return the text with its language, where that is another."""
        if not self.language:
            return SafeString(escape(self.text))
        return format_html('<span lang="{}">{}</span>', self.language, self.text)


def say(name: str, language: str, /, **parts: object) -> Text:
    """Return the words called `name` with `parts` put in.

    Raises
    ------
    KeyError
        When there are no such words.
    """
    texts = words()[name]
    own = texts.get(language, "")
    text = own or texts[FALLBACK]
    return Text(text.format(**parts) if parts else text, "" if own else FALLBACK)


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Return the content of `words.toml`: text by name and language."""
    text = (resources.files(__package__) / "words.toml").read_text("utf-8")
    return tomllib.loads(text)
