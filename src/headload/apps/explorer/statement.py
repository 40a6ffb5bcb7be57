"""A figure as a sentence, with how sure it is and where it leads."""

from dataclasses import dataclass

from headload.apps.explorer.labels import Labels, labels_of
from headload.apps.explorer.meaning import meaning
from headload.apps.explorer.models import Estimate
from headload.apps.explorer.store import figures_of
from headload.apps.explorer.table import MARKS, Surety, surety_of
from headload.releases import ReleasedEstimate


@dataclass(frozen=True)
class Statement:
    """A figure as a sentence, with where it leads."""

    text: str
    where: str
    foreign: str
    mark: str
    surety: Surety
    cell: ReleasedEstimate


def statement(labels: Labels, cell: ReleasedEstimate) -> Statement:
    """Return the sentence of a figure."""
    return Statement(
        text=meaning(labels, cell),
        where=f"{labels.place}, {labels.prose.period(cell.time_period)}",
        foreign=labels.foreign,
        mark=MARKS.get(cell.code("worker_group"), "all"),
        surety=surety_of(cell),
        cell=cell,
    )


def statement_of(estimate_id: str, language: str) -> Statement | None:
    """Return the sentence of the newest figure with an id; none where none is here."""
    row = (
        Estimate.objects.filter(estimate_id=estimate_id, release__newest=True)
        .select_related("release")
        .first()
    )
    if row is None:
        return None
    figures = figures_of(row.release)
    cell = figures.by_id[estimate_id]
    return statement(labels_of(figures.release, language), cell)
