"""Figures of releases for those who cite them, and word of what a release revises."""

from headload.apps.common.cited import Figure, Loaded, tell
from headload.apps.common.surveys import Survey
from headload.apps.common.words import Text
from headload.apps.explorer.choose import revisions_of
from headload.apps.explorer.models import Estimate, Release
from headload.apps.explorer.producers import producers_in


def figure(estimate_id: str, release_id: str) -> Figure | None:
    """Return a figure of a release, or of the newest; none where no release has it."""
    rows = revisions_of(estimate_id)
    if release_id:
        rows = [row for row in rows if row.release.release_id == release_id]
    newest = [row for row in rows if row.release.newest]
    return _figure((newest or rows)[0]) if rows else None


def tell_of(release: Release) -> None:
    """Tell those who cite figures that a later release of a series is here."""
    same = Release.objects.filter(series=release.series, number__lt=release.number)
    earlier = frozenset(same.values_list("release_id", flat=True))
    if earlier:
        rows = release.estimates.select_related("release")
        figures = {row.estimate_id: _figure(row) for row in rows}
        tell(Loaded(release.release_id, earlier, figures))


def surveys(place: str, language: str) -> list[Survey]:
    """Return the surveys of a country that have a map."""
    return [
        Survey(Text(title, foreign), each.office, each.first, each.last)
        for title, foreign, each in producers_in(place, language)
    ]


def _figure(row: Estimate) -> Figure:
    return Figure(
        estimate_id=row.estimate_id,
        release_id=row.release.release_id,
        value=row.value,
        low=row.ci_low,
        high=row.ci_high,
        flag=row.flag,
        unit=row.unit,
    )
