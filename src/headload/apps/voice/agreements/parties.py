"""Who agreed, as far as a reader may know: names of an agreement held to the network.

The parties of an agreement are names, one a line. A name that is that of a record which
the network hides, or shows under another name, is not shown here either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headload.apps.network.selectors import records_called, same_name
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
    records, found = records_called(), {}
    lines_of = {
        each.pk: [line.strip() for line in each.workers.splitlines() if line.strip()]
        for each in agreements
    }
    called = {same_name(line) for lines in lines_of.values() for line in lines}
    shown = known(map(records.get, called), in_bulk=in_bulk)
    for pk, lines in lines_of.items():
        named, hidden = [], 0
        for line in lines:
            number = records.get(same_name(line))
            party = shown.get(number) if number else None
            if number is None:
                named.append(Named(line))
            elif party is None:
                hidden += 1
            else:
                named.append(Named(party.name, party.slug))
        found[pk] = Signed(named, hidden)
    return found
