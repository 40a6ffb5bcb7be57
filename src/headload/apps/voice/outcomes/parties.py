"""Who had a part in wins, as far as a reader may know.

An organisation that the network hides is counted and not named, and what it says is not
shown: words give away who speaks. The same holds for the words of one at high risk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headload.apps.network.models import Organisation
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight, listed


@dataclass(frozen=True)
class Party:
    """An organisation that a reader may know of.

    Parameters
    ----------
    slug
        Of its page.
    speaks
        Whether its words may be shown.
    """

    name: str
    slug: str
    speaks: bool


@dataclass(frozen=True)
class Parties:
    """Those who may be named, and how many more there are."""

    named: Sequence[Party]
    hidden: int

    @property
    def names(self) -> list[str]:
        """Names of those who may be named."""
        return [each.name for each in self.named]


def known(ids: Iterable[int | None], *, in_bulk: bool = False) -> Mapping[int, Party]:
    """Return those of some organisations that a reader may know of, by number.

    Parameters
    ----------
    in_bulk
        Whether they are for a file; organisations at high risk are in none.
    """
    sight = Sight.of(READER)
    records = sight.records().filter(pk__in={each for each in ids if each})
    if in_bulk:
        records = records.filter(listed())
    return {each.pk: _party(sight, each) for each in records}


def parties_of(ids: Sequence[int], shown: Mapping[int, Party]) -> Parties:
    """Return the organisations of one win out of `known`."""
    kept = list(dict.fromkeys(ids))
    named = [shown[each] for each in kept if each in shown]
    return Parties(named, len(kept) - len(named))


def _party(sight: Sight, organisation: Organisation) -> Party:
    fields = sight.shows(organisation)
    speaks = not sight.is_coarse(organisation)
    return Party(str(fields["name"]), str(fields["slug"]), speaks)
