"""Affiliates without a number, or with an old one: whom a federation asks next."""

import datetime
from dataclasses import dataclass

from headload.apps.network.kinds import AffiliationKind
from headload.apps.network.models import Affiliation, Organisation
from headload.apps.network.rights import Actor
from headload.apps.network.selectors.counts import newest, stated_by
from headload.apps.network.selectors.sight import Sight


@dataclass(frozen=True)
class Unanswered:
    """An affiliate, and the day of its newest number of members; empty without one."""

    name: str
    slug: str
    as_of: str


@dataclass(frozen=True)
class Affiliates:
    """How many belong to an organisation, and those whose numbers are to be asked."""

    total: int
    unanswered: tuple[Unanswered, ...]


def affiliates_to_ask(
    reader: Actor, organisation: Organisation, today: datetime.date
) -> Affiliates:
    """Return who belongs to an organisation, as far as a reader sees them whole.

    Those without any number of members come first, then the oldest.
    """
    ties = Affiliation.objects.filter(parent=organisation, is_open=True)
    ties = ties.exclude(kind=AffiliationKind.OBSERVER)
    sight = Sight.of(reader)
    records = sight.records().filter(pk__in=ties.values("child"), merged_into=None)
    found = [each for each in records if not sight.is_coarse(each)]
    stated = stated_by(reader, [each.pk for each in found], today)
    asked = []
    for each in found:
        count = newest(stated.get(each.permanent, ()))
        if count is None or count["is_stale"] is not False:
            as_of = count["as_of"] if count else ""
            asked.append(Unanswered(each.name, each.slug, as_of))
    asked.sort(key=lambda each: (each.as_of, each.name.casefold()))
    return Affiliates(len(found), tuple(asked))
