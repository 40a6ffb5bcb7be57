"""Who agreed, as far as a reader may know: names of an agreement held to the network.

The parties of an agreement are names, one a line. A name that is that of a record which
the network hides, or shows under another name, is not shown here either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.network.models import Organisation
from headload.apps.voice.models import Agreement
from headload.apps.voice.outcomes.parties import known


@dataclass(frozen=True)
class Named:
    """A party; `slug` is that of its page, empty where it has no record."""

    name: str
    slug: str = ""


@dataclass(frozen=True)
class Signed:
    """The parties of workers that may be named, and how many more there are."""

    named: Sequence[Named]
    hidden: int


def signed_by(
    agreements: Sequence[Agreement], *, in_bulk: bool = False
) -> Mapping[int, Signed]:
    """Return the parties of workers, by the number of an agreement."""
    records = {}
    for each in Organisation.objects.filter(merged_into=None):
        for name in (each.slug, each.acronym, each.name):
            if name:
                records[_same(name)] = each.pk
    shown = known(records.values(), in_bulk=in_bulk)
    found = {}
    for agreement in agreements:
        lines = [each.strip() for each in agreement.workers.splitlines()]
        named, hidden = [], 0
        for line in filter(None, lines):
            number = records.get(_same(line))
            party = shown.get(number) if number else None
            if number is None:
                named.append(Named(line))
            elif party is None:
                hidden += 1
            else:
                named.append(Named(party.name, party.slug))
        found[agreement.pk] = Signed(named, hidden)
    return found


def _same(name: str) -> str:
    return " ".join(name.casefold().split())
