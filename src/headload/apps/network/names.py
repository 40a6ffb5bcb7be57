"""What groups and places are called in a language, looked up once for a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text


@dataclass(frozen=True)
class Names:
    """Names by code, in a language."""

    language: str
    groups: Mapping[str, Text]
    places: Mapping[str, Text]


def names_in(language: str) -> Names:
    """Return the names of groups and places."""
    groups = named(Scheme.WORKER_GROUP, language)
    return Names(language, groups, named(Scheme.PLACE, language))
