"""Labels in the languages of products that a release does not carry.

They are used for those languages alone, so a gap in a release in one of its own
languages is refused as before and never filled from here.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from headload.terms import LANGUAGES

FURTHER = ("pt", "hi")
"""Languages of products beyond those of a release."""
PRODUCT_LANGUAGES = (*LANGUAGES, *FURTHER)


def further_label(kind: str, code: str, language: str) -> str:
    """Return the label of a code; empty where there is none, or in own languages.

    Examples
    --------
    >>> further_label("sex", "F", "pt"), further_label("sex", "F", "en")
    ('Mulheres', '')
    """
    if language not in FURTHER:
        return ""
    return labels_shipped().get(kind, {}).get(code, {}).get(language, "")


@cache
def labels_shipped() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the content of `labels.toml`: text by list, code and language."""
    text = (resources.files(__package__) / "labels.toml").read_text("utf-8")
    return tomllib.loads(text)
