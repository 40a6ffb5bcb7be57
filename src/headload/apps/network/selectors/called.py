"""Records by everything that they are called: a name tells no more than its record.

Demands, papers, agreements, disputes and checks of laws may name an organisation in
words, from before it had a record here. Such a name is held to the record all the same.
"""

from collections.abc import Mapping
from functools import lru_cache

from headload.apps.common.models import Content
from headload.apps.network.models import OldSlug, Organisation, OtherName
from headload.apps.network.selectors.listing import listing


def same_name(name: str) -> str:
    """Return a name without what does not matter: case and further spaces.

    Examples
    --------
    >>> same_name(" Union  of VENDORS")
    'union of vendors'
    """
    return " ".join(name.casefold().split())


def records_called() -> Mapping[str, int]:
    """Return the number of a record by its names, short names and names in addresses.

    Names are as `same_name` writes them. What went on in another record is that one. Of
    several with one name it is a record that everybody may find, if there is one.
    """
    return _records_called(Content.now())


@lru_cache(maxsize=2)
def _records_called(content: int) -> Mapping[str, int]:
    rows = Organisation.objects.values_list(
        "pk", "merged_into", "slug", "acronym", "name"
    )
    names = [(pk, name) for pk, _, *told in rows for name in told]
    names += OtherName.objects.values_list("organisation", "text")
    names += OldSlug.objects.values_list("organisation", "slug")
    into = {pk: merged for pk, merged, *_ in rows}
    found = [(_today(pk, into), same_name(name)) for pk, name in names if name.strip()]
    open_ = set(listing().numbers)
    return {name: pk for pk, name in sorted(found, key=lambda each: each[0] in open_)}


def _today(pk: int, into: Mapping[int, int | None]) -> int:
    while (merged := into[pk]) is not None:
        pk = merged
    return pk
