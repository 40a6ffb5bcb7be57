"""How a figure that was used stands: the same in the newest release, or revised."""

from django.urls import reverse

from headload.apps.common.standing import Standing
from headload.apps.explorer.choose import revisions_of
from headload.apps.explorer.labels import labels_of
from headload.apps.explorer.meaning import amount, label
from headload.apps.explorer.models import Estimate
from headload.apps.explorer.store import figures_of


def standing(estimate_id: str, release_id: str, language: str) -> Standing | None:
    """Return how a figure stands; none where no release here has it."""
    rows = revisions_of(estimate_id)
    if not rows:
        return None
    newest = next((row for row in rows if row.release.newest), rows[0])
    used = next((row for row in rows if row.release.release_id == release_id), None)
    figures = figures_of(newest.release)
    cell = figures.by_id[estimate_id]
    labels = labels_of(figures.release, language)
    return Standing(
        title=f"{label(labels, cell)}, {labels.prose.period(cell.time_period)}",
        address=reverse("estimate", args=[language, estimate_id]),
        amount="" if cell.value is None else amount(labels, cell),
        revised=used is not None and _said(used) != _said(newest),
        was=_was(used, language) if used else "",
    )


def _was(row: Estimate, language: str) -> str:
    figures = figures_of(row.release)
    cell = figures.by_id[row.estimate_id]
    labels = labels_of(figures.release, language)
    return "" if cell.value is None else amount(labels, cell)


def _said(row: Estimate) -> tuple[float | None, float | None, float | None, str]:
    return row.value, row.ci_low, row.ci_high, row.flag
