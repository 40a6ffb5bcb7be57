"""What the automatic checks say beside a number, where it tells nothing hidden."""

from collections.abc import Collection, Mapping

from headload.apps.network.kinds import Visibility
from headload.apps.network.models import CountFinding, MembershipCount
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight


def notes_of(counts: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the checks that found something about counts, by permanent id.

    What rests only on counts that a reader does not see is not told.
    """
    rows = CountFinding.objects.filter(count__permanent__in=counts)
    found = list(rows.select_related("count"))
    unseen = _unseen({other for each in found for other in each.others})
    notes: dict[str, tuple[str, ...]] = {}
    for each in found:
        if not each.others or set(each.others) - unseen:
            key = each.count.permanent
            notes[key] = (*notes.get(key, ()), each.check_name)
    return notes


def open_counts(ids: Collection[str]) -> Mapping[str, MembershipCount]:
    """Return the counts that every reader may see whole, by permanent id."""
    sight = Sight.of(READER)
    seen = {each.pk: each for each in sight.records() if not sight.is_coarse(each)}
    rows = MembershipCount.objects.filter(
        permanent__in=ids, visibility=Visibility.PUBLIC, organisation__in=list(seen)
    ).select_related("sector", "area", "source")
    found = {}
    for row in rows:
        row.organisation = seen[row.organisation_id]
        found[row.permanent] = row
    return found


def _unseen(ids: Collection[str]) -> set[str]:
    known = MembershipCount.objects.filter(permanent__in=ids)
    counts = set(known.values_list("permanent", flat=True))
    return counts - open_counts(counts).keys()
