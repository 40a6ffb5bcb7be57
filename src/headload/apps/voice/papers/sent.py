"""Delegations as readers see them: organisation, group, country and how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight
from headload.apps.voice.models import Process


@dataclass(frozen=True)
class Sent:
    """Whom an organisation sends; neither names nor visas are read for it."""

    name: str
    slug: str
    sector: Text
    country: Text
    places: int


def sent_to(process: Process, language: str) -> tuple[Sequence[Sent], int]:
    """Return the delegations to a process, and how many people of others go."""
    rows = list(process.delegations.select_related("sector"))
    sight = Sight.of(READER)
    ids = {each.organisation_id for each in rows}
    shown = {each.pk: sight.shows(each) for each in sight.records().filter(pk__in=ids)}
    places = named(Scheme.PLACE, language)
    unknown = say("not_known", language)
    found = [
        Sent(
            name=str(seen["name"]),
            slug=str(seen["slug"]),
            sector=each.sector.name(language) if each.sector else unknown,
            country=places.get(str(seen["country"]), unknown),
            places=each.places,
        )
        for each in rows
        if (seen := shown.get(each.organisation_id))
    ]
    others = sum(each.places for each in rows if each.organisation_id not in shown)
    return found, others
