"""Works that are about the same as another.

What two works have in common counts for more the fewer works have it: a series of nine
says more than a language of hundreds. Translations and editions are shown elsewhere.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from headload.apps.common.models import Content
from headload.apps.library.models import Work
from headload.apps.search.facets import both, facets_of
from headload.apps.search.models import Document, Facet

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
    if own is None:
        return
    facets = facets_of(Content.now())
    works = facets.columns["kind"].of("work")
    weight = np.zeros(len(facets.numbers))
    about = Facet.objects.filter(document=own, name__in=_COMMON)
    for name, value in about.values_list("name", "value"):
        having = both(works, facets.columns[name].of(value))
        weight[having] += np.log(len(works) / len(having))
    weight[np.searchsorted(facets.numbers, own.pk)] = 0
    for number in np.argsort(-weight, kind="stable"):
        if weight[number] < _LEAST:
            return
        yield int(facets.numbers[number])
