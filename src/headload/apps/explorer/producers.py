"""Who makes the survey of a country: whoever could close a gap in its numbers.

`producers.csv` repeats what the maps of surveys say, so that the site needs no path to
the measuring core; a test holds the two together.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SPOKEN = ("en", "es", "fr")


@dataclass(frozen=True)
class Producer:
    """A survey that has a map, and the office that makes it."""

    place: str
    series: str
    office: str
    titles: dict[str, str]
    first: str
    last: str

    def title(self, language: str) -> str:
        """Return the title of the survey, in English where it has no other."""
        return self.titles.get(language) or self.titles["en"]


def producers_in(place: str, language: str) -> Sequence[tuple[str, str, Producer]]:
    """Return the surveys of a country: title, its language where foreign, survey."""
    foreign = "" if language in _SPOKEN else "en"
    return [
        (each.title(language), foreign, each)
        for each in _producers()
        if each.place == place
    ]


@cache
def _producers() -> tuple[Producer, ...]:
    text = (resources.files(__package__) / "producers.csv").read_text("utf-8")
    return tuple(
        Producer(
            place=row["place"],
            series=row["series"],
            office=row["producer"],
            titles={language: row[language] for language in _SPOKEN},
            first=row["first"],
            last=row["last"],
        )
        for row in csv.DictReader(text.splitlines())
    )
