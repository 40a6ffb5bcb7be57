"""Places beside one another: what their laws provide for, and how far in practice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.common.models import Concept
from headload.apps.common.words import Text, say
from headload.apps.voice.choose import Card, cards
from headload.apps.voice.ladder import Standing
from headload.apps.voice.models import Law
from headload.apps.voice.parties import Party, ratified_by
from headload.apps.voice.words import CheckValue, Rung, Tag


@dataclass(frozen=True)
class Provided:
    """What laws of a country have under a tag: a law, and numbers of provisions."""

    law: Law
    numbers: Sequence[str]


@dataclass(frozen=True)
class Climbed:
    """How often laws of a country stand on a rung: a law counts in each area.

    Parameters
    ----------
    yes, no
        Laws in areas of which somebody found that; `confirmed` of them by two.
    unknown
        Laws that nobody checked, or in areas of which checks differ.
    """

    yes: int
    no: int
    confirmed: int
    unknown: int


@dataclass(frozen=True)
class Compared:
    """Countries, and a row for each convention, tag and rung with a cell for each."""

    countries: Sequence[Text]
    counts: Sequence[tuple[str, int]]
    conventions: Sequence[tuple[Law, Sequence[Party | None]]]
    tags: Sequence[tuple[Text, Sequence[Sequence[Provided]]]]
    rungs: Sequence[tuple[Text, Sequence[Climbed]]]


def compared(countries: Sequence[Concept], language: str) -> Compared:
    """Return countries side by side; what nobody recorded is an empty cell."""
    laws = [cards(country=each) for each in countries]
    return Compared(
        countries=[each.name(language) for each in countries],
        counts=[
            (country.code, len(own))
            for country, own in zip(countries, laws, strict=True)
        ],
        conventions=_conventions(countries, language),
        tags=[
            (say(f"tag_{tag}", language), [_provided(each, tag) for each in laws])
            for tag in Tag
        ],
        rungs=[
            (
                say(f"rung_{int(rung)}", language),
                [_climbed(each, rung) for each in laws],
            )
            for rung in Rung
        ],
    )


def _conventions(
    countries: Sequence[Concept], language: str
) -> list[tuple[Law, Sequence[Party | None]]]:
    by_country: list[Mapping[int, Party]] = [
        {each.ratification.instrument_id: each for each in ratified_by(one, language)}
        for one in countries
    ]
    every = Law.objects.public().filter(kind="convention", ratifications__isnull=False)
    return [
        (law, [found.get(law.pk) for found in by_country])
        for law in every.order_by("identifier")
    ]


def _provided(laws: Sequence[Card], tag: Tag) -> list[Provided]:
    found = []
    for card in laws:
        numbers = [
            each.number
            for each in card.law.provisions.all()
            if any(own.tag == tag for own in each.tags.all())
        ]
        if numbers:
            found.append(Provided(card.law, numbers))
    return found


def _climbed(laws: Sequence[Card], rung: Rung) -> Climbed:
    steps = [each[rung - 1] for card in laws for each in card.ladders.values()]
    unchecked = sum(not card.ladders for card in laws)
    return Climbed(
        yes=sum(step.value == CheckValue.YES for step in steps),
        no=sum(step.value == CheckValue.NO for step in steps),
        confirmed=sum(step.standing is Standing.CONFIRMED for step in steps),
        unknown=unchecked + sum(not step.value for step in steps),
    )
