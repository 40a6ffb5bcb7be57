"""Works that are about the same as another.

What two works have in common counts for more the fewer works have it: a series of nine
says more than a language of hundreds. Translations and editions are shown elsewhere.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from headload.apps.common.models import Content
from headload.apps.library.models import Work
from headload.apps.search.facets import facets_of
from headload.apps.search.models import Document

_COMMON = ("worker_group", "place", "topic", "series")
_LEAST = 1.5
"""Weight that two works must share: more than one place or group that is everywhere."""


def related_to(work: Work, most: int = 5) -> Sequence[Work]:
    """Return the works that have most in common with one, the likeliest first."""
    numbers = [number for number, _ in zip(_alike(work), range(most * 2), strict=False)]
    keys = dict(Document.objects.filter(pk__in=numbers).values_list("pk", "key"))
    slugs = [keys[number].partition(":")[2] for number in numbers]
    found = {
        each.slug: each
        for each in Work.objects.filter(slug__in=slugs).prefetch_related(
            "creators__person"
        )
    }
    first = work.version_of_id or work.pk
    return [
        found[slug]
        for slug in slugs
        if slug in found
        and first not in {found[slug].pk, found[slug].version_of_id}
        and found[slug].pk != work.version_of_id
    ][:most]


def _alike(work: Work) -> Iterator[int]:
    """Yield the numbers of works in the index, the likeliest first."""
    own = Document.objects.filter(key=f"work:{work.slug}", kind="work").first()
    facets = facets_of(Content.now())
    if own is None or "kind" not in facets.columns:
        return
    size = len(facets.numbers)
    place = int(np.searchsorted(facets.numbers, own.pk))
    works = facets.columns["kind"].having("work", size)
    weight = np.zeros(size)
    for name in _COMMON:
        column = facets.columns.get(name)
        if column is None:
            continue
        for code in column.codes[column.documents == place]:
            having = column.having(column.values[code], size) & works
            weight[having] += np.log(works.sum() / having.sum())
    weight[place] = 0
    for number in np.argsort(-weight, kind="stable"):
        if weight[number] < _LEAST:
            return
        yield int(facets.numbers[number])
