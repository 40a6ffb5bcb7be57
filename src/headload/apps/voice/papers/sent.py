"""Delegations as readers see them: organisation, group, country and how many.

An organisation is named where it agreed to it, the network shows it, and it is not at
high risk. Of all others people are counted.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.network.kinds import Purpose
from headload.apps.network.rights import READER
from headload.apps.network.selectors.agreed import agreed
from headload.apps.network.selectors.sight import Sight
from headload.apps.voice.models import Delegation, Process


@dataclass(frozen=True)
class Sent:
    """Whom an organisation sends; neither names nor visas are read for it."""

    name: str
    slug: str
    sector: Text
    country: Text
    places: int


@dataclass(frozen=True)
class Going:
    """Who goes to a process, and how many people of others go."""

    process: Process
    sent: Sequence[Sent]
    others: int

    @property
    def people(self) -> int:
        """How many people go in all."""
        return self.others + sum(each.places for each in self.sent)


def sent_to(process: Process, language: str) -> tuple[Sequence[Sent], int]:
    """Return the delegations to a process, and how many people of others go."""
    found = _going(list(process.delegations.select_related("sector")), language)
    return (found[0].sent, found[0].others) if found else ((), 0)


def all_sent(language: str) -> list[Going]:
    """Return who goes to which process, the latest first."""
    rows = Delegation.objects.filter(process__in=Process.objects.public())
    rows = rows.order_by("-process__start", "process__title", "process", "pk")
    return _going(list(rows.select_related("process", "sector")), language)


def _going(rows: Sequence[Delegation], language: str) -> list[Going]:
    sight = Sight.of(READER)
    ids = agreed({each.organisation_id for each in rows}, Purpose.DELEGATION_LIST)
    shown = {
        each.pk: sight.shows(each)
        for each in sight.records().filter(pk__in=ids)
        if not sight.is_coarse(each)
    }
    places = named(Scheme.PLACE, language)
    unknown = say("not_known", language)
    found = []
    for process, delegations in itertools.groupby(rows, lambda each: each.process):
        sent, others = [], 0
        for each in delegations:
            seen = shown.get(each.organisation_id)
            if seen is None:
                others += each.places
                continue
            sent.append(
                Sent(
                    name=str(seen["name"]),
                    slug=str(seen["slug"]),
                    sector=each.sector.name(language) if each.sector else unknown,
                    country=places.get(str(seen["country"]), unknown),
                    places=each.places,
                )
            )
        found.append(Going(process, sent, others))
    return found
