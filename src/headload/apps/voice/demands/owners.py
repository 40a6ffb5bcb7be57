"""Whose a demand or a paper is, never more than the network shows a reader.

An organisation that has no record here is named as the source names it. One that the
network hides is counted and not named.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from headload.apps.network.rights import READER
from headload.apps.network.selectors import records_called, same_name
from headload.apps.network.selectors.sight import Sight, listed
from headload.apps.voice.models import Demand, Document


@dataclass(frozen=True)
class Owners:
    """Names of owners that a reader may know, and how many more there are."""

    names: Sequence[str]
    open_names: Sequence[str]
    hidden: int

    @property
    def all_names(self) -> list[str]:
        """Names of those with a record here, then of those without."""
        return [*self.names, *self.open_names]


def owners_of(
    demands: Sequence[Demand | Document], *, in_bulk: bool = False
) -> dict[int, Owners]:
    """Return the owners of demands, or of papers, by the number of each.

    Parameters
    ----------
    in_bulk
        Whether they are for a file; organisations at high risk are in none.
    """
    called = records_called()
    rows = {
        demand.pk: [
            (row.organisation_id or called.get(same_name(row.name)), row.name)
            for row in demand.owners.all()
        ]
        for demand in demands
    }
    ids = {number for each in rows.values() for number, _ in each}
    sight = Sight.of(READER)
    records = sight.records().filter(pk__in=ids - {None})
    if in_bulk:
        records = records.filter(listed())
    shown = {each.pk: str(sight.shows(each)["name"]) for each in records}
    found = {}
    for pk, owners in rows.items():
        kept = list(dict.fromkeys(number for number, _ in owners if number))
        found[pk] = Owners(
            names=[shown[each] for each in kept if each in shown],
            open_names=[name for number, name in owners if not number],
            hidden=sum(each not in shown for each in kept),
        )
    return found
