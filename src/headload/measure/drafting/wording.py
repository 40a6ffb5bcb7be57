"""Comparing the words of labels: without accents, by patterns with a star."""

import re
import unicodedata
from functools import cache


def folded(text: str) -> str:
    """Return text in lower case, without accents, with single blanks."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(letters.lower().replace("\u2019", "'").split())


@cache
def pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of words, in which a star takes any letters."""
    body = ".*?".join(re.escape(part) for part in words.split("*"))
    start = "" if words.startswith("*") else r"(?<!\w)"
    end = "" if words.endswith("*") else r"(?!\w)"
    return re.compile(start + body + end)


def found(words: tuple[str, ...] | list[str], text: str) -> str:
    """Return the first of `words` that occurs in `text`; empty when none does."""
    plain = folded(text)
    return next((each for each in words if pattern(each).search(plain)), "")
