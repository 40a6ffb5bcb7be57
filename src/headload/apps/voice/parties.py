"""The countries bound by a convention, with dates that were held against the rule."""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.common.words import Text
from headload.apps.voice.models import Law, Ratification
from headload.apps.voice.ratifications import Instrument, Judged, judge


@dataclass(frozen=True)
class Party:
    """A country, what a source says of its ratification, and what the rule gives."""

    ratification: Ratification
    country: Text
    judged: Judged


def parties_of(law: Law, language: str) -> list[Party]:
    """Return the countries that ratified a convention, by name."""
    rows = law.ratifications.public().select_related("country")
    found = [
        _party(each, law, language)
        for each in rows.prefetch_related("country__names", "sources")
    ]
    return sorted(found, key=lambda each: each.country.text.casefold())


def ratified_by(country: object, language: str) -> list[Party]:
    """Return what a country ratified, by the number of the convention."""
    rows = Ratification.objects.public().filter(
        country=country, instrument__live=True, instrument__sources__isnull=False
    )
    found = rows.select_related("instrument", "country").order_by(
        "instrument__identifier"
    )
    return [
        _party(each, each.instrument, language)
        for each in found.prefetch_related("country__names", "sources")
    ]


def as_of_span(parties: Sequence[Party]) -> tuple[str, str, int]:
    """Return the oldest and newest day that sources speak of, and how many say none.

    The two are the same where one lies within the other, as 2024-01 in 2024.
    """
    days = sorted(each.ratification.as_of for each in parties)
    known = [day for day in days if day]
    if not known:
        return "", "", len(days)
    oldest, newest = known[0], known[-1]
    if newest.startswith(oldest):
        newest = oldest
    return oldest, newest, len(days) - len(known)


def _party(row: Ratification, law: Law, language: str) -> Party:
    instrument = Instrument(law.adopted, law.in_force, law.months_to_force)
    judged = judge(row.ratified, row.in_force, instrument)
    return Party(row, row.country.name(language), judged)
