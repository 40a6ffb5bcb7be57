"""Reading organisations: one at its address, a directory, seats, an export."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from headload.apps.common.models import Concept
from headload.apps.network.kinds import RiskLevel
from headload.apps.network.models import OldSlug, Organisation, Seat
from headload.apps.network.rights import READER, Actor
from headload.apps.network.selectors.sight import Sight, listed

Shown = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """An organisation at an address; `moved` where its address is another today."""

    shown: Shown
    moved: bool


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the directory; what is empty is not asked.

    Parameters
    ----------
    words
        Each must be in a name or acronym.
    place
        A country or a city.
    """

    words: str = ""
    group: Concept | None = None
    place: Concept | None = None
    classification: str = ""
    level: str = ""
    is_mbo: bool | None = None


def at(slug: str) -> Organisation | None:
    """Return the organisation that a name in addresses leads to, today or once."""
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        old = OldSlug.objects.filter(slug=slug).select_related("organisation").first()
        found = old.organisation if old else None
    return found


def find(reader: Actor, address: str) -> Found | None:
    """Return what a reader sees at an address: a name in addresses or a permanent id.

    Old names and merged organisations lead on. One at high risk has its permanent id as
    its only address: names in addresses are made of acronyms and cities.
    """
    permanent = Organisation.objects.filter(permanent=address.upper()).first()
    start = permanent or at(address)
    if start is None:
        return None
    target = start
    while target.merged_into:
        target = target.merged_into
    sight = Sight.of(reader)
    kept = sight.records().filter(pk=target.pk).first()
    by_name = permanent is None
    if kept is None or (by_name and (sight.is_coarse(kept) or sight.is_coarse(start))):
        return None
    shown = sight.shows(kept)
    moved = shown["slug"] != address and (by_name or target.pk != start.pk)
    return Found(shown, moved)


def directory(reader: Actor, wanted: Wanted | None = None) -> list[Shown]:
    """Return the organisations that a reader may see and looks for, by shown name."""
    wanted = wanted or Wanted()
    sight = Sight.of(reader)
    found = _chosen(sight.records().filter(merged_into=None), wanted)
    fine, coarse = _sides(sight)
    for word in wanted.words.split():
        found = found.filter(fine & _named(word) | coarse & _named_coarsely(word))
    if wanted.place is not None:
        within = Q(area=wanted.place) | Q(area__within=wanted.place)
        if wanted.place.within_id:
            found = found.filter(fine & within)
        else:
            found = found.filter(within)
    shown = [sight.shows(each) for each in found.distinct()]
    return sorted(shown, key=lambda each: (each["name"].casefold(), each["slug"]))


def seats_of(reader: Actor, organisation: Organisation) -> list[Seat]:
    """Return the seats of an organisation that a reader may see; none at high risk."""
    sight = Sight.of(reader)
    kept = sight.records().filter(pk=organisation.pk).first()
    if kept is None or sight.is_coarse(kept):
        return []
    found = kept.seats.select_related("source")
    return [each for each in found if sight.sees(each.visibility, kept)]


def exported(numbers: Collection[int] | None = None) -> list[Shown]:
    """Return what anybody may take along in bulk: nothing at high risk is in it.

    Parameters
    ----------
    numbers
        Of the records that are asked for; all where there are none.
    """
    sight = Sight.of(READER)
    found = sight.records().filter(listed()).order_by("slug")
    if numbers is not None:
        found = found.filter(pk__in=numbers)
    return [sight.shows(each) for each in found]


def shown_in_order(reader: Actor, numbers: Sequence[int]) -> list[Shown]:
    """Return the organisations of numbers, in their order, that a reader may see."""
    sight = Sight.of(reader)
    found = {each.pk: each for each in sight.records().filter(pk__in=numbers)}
    return [sight.shows(found[number]) for number in numbers if number in found]


def _chosen(found: QuerySet, wanted: Wanted) -> QuerySet:
    asked = {
        "sectors": wanted.group,
        "classification": wanted.classification or None,
        "level": wanted.level or None,
        "is_mbo": wanted.is_mbo,
    }
    return found.filter(**{k: v for k, v in asked.items() if v is not None})


def _sides(sight: Sight) -> tuple[Q, Q]:
    """Return the conditions of what she sees whole, and by country alone."""
    if sight.is_trusted:
        return Q(), Q(pk__in=())
    coarse = Q(risk_level=RiskLevel.HIGH) & ~Q(pk__in=sight.owned)
    return ~coarse, coarse


def _named(word: str) -> Q:
    return (
        Q(name__icontains=word)
        | Q(acronym__icontains=word)
        | Q(other_names__text__icontains=word)
    )


def _named_coarsely(word: str) -> Q:
    """Return the condition of a word in the name that is shown; acronyms are not."""
    return Q(pseudonym="", name__icontains=word) | Q(pseudonym__icontains=word)
