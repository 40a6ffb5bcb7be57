"""Tables of the newest releases, as they can be found."""

from collections.abc import Iterator

from django.urls import reverse

from headload.apps.common.groups import SLUGS
from headload.apps.explorer.choose import latest_by_place
from headload.apps.explorer.labels import labels_of
from headload.apps.explorer.store import figures_of
from headload.apps.search.index import Entry
from headload.terms import LANGUAGES


def tables() -> Iterator[Entry]:
    """Yield each indicator of each place, in the languages of releases."""
    for release in latest_by_place():
        figures = figures_of(release)
        for language in LANGUAGES:
            labels = labels_of(figures.release, language)
            for indicator in figures.indicators:
                dimensions = figures.dimensions(indicator)
                names = [labels.dimension(each) for each in dimensions]
                groups = (
                    figures.codes(indicator, "worker_group")
                    if "worker_group" in dimensions
                    else ()
                )
                said = [labels.code("worker_group", each) for each in groups]
                yield Entry(
                    kind="table",
                    key=f"table:{release.place}:{indicator}",
                    language=language,
                    address=reverse(
                        "explore", args=[language, release.place, indicator]
                    ),
                    title=f"{labels.indicator(indicator)}, {labels.place}",
                    text=" ".join([labels.source, ", ".join([*names, *said])]),
                    facets=(
                        ("place", release.place),
                        *(
                            ("worker_group", slug)
                            for slug, code in SLUGS.items()
                            if code in groups
                        ),
                    ),
                )
