"""Employed persons by group, place and sex: what others divide by."""

from collections.abc import Iterator

from headload.apps.common.groups import SLUGS
from headload.apps.common.workers import Workers
from headload.apps.explorer.choose import newest_releases
from headload.apps.explorer.figures import Figures, Shape
from headload.apps.explorer.models import Release
from headload.apps.explorer.store import figures_of
from headload.releases import ReleasedEstimate

_SIZE = "employment"
_SLUG = {code: slug for slug, code in SLUGS.items()}
_GROUP, _CITY, _SEX = "worker_group", "city", "sex"
_SHAPES: tuple[Shape, ...] = (
    frozenset({_GROUP}),
    frozenset({_GROUP, _SEX}),
    frozenset({_GROUP, _CITY}),
    frozenset({_GROUP, _CITY, _SEX}),
)
_WOMEN = "F"
_PART = "-"
"""What the code of an area within a country has (ISO 3166-2), such as ``MX-CMX``."""


def workers() -> Iterator[Workers]:
    """Yield the figures of the newest release of each series; withheld ones too."""
    for release in newest_releases():
        yield from _of_release(release, figures_of(release))


def _of_release(release: Release, figures: Figures) -> Iterator[Workers]:
    for shape in _SHAPES:
        for cell in figures.shaped.get((_SIZE, shape), ()):
            group = _SLUG.get(cell.code(_GROUP))
            if group and cell.dimensions.get(_SEX, _WOMEN) == _WOMEN:
                yield _workers(release, cell, group)


def _workers(release: Release, cell: ReleasedEstimate, group: str) -> Workers:
    place = release.place
    area = release.area.lower() if _PART in release.area else place
    if _CITY in cell.dimensions:
        city = cell.dimensions[_CITY].replace("_", "-")
        place = area = f"{release.place}-{city}"
    return Workers(
        estimate=cell.estimate_id,
        release=release.release_id,
        place=place,
        group=group,
        area=area,
        sex=cell.dimensions.get(_SEX, ""),
        year=int(cell.time_period[:4]),
        period=cell.time_period,
        value=cell.value,
        cv=cell.cv,
    )
