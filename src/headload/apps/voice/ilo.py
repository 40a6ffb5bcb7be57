"""Bring in what was saved from the sites of the ILO, all or none.

Ratifications replace those of an older day. Laws of NATLEX come in as drafts, since it
says neither whom of our groups they are about nor whether they still hold: an editor
adds that, and the language of the title.
"""

from pathlib import Path

from django.db import transaction

from headload.apps.common.models import Concept
from headload.apps.voice.formats import Recorded, ratifications_in, records_in
from headload.apps.voice.keep import (
    Keeper,
    Result,
    convention,
    keep_ratification,
    kept,
)
from headload.apps.voice.models import Law, Ratification, Source
from headload.apps.voice.tables import Row

_GROUPS = {"domestic workers": "domestic-workers", "homeworkers": "home-based-workers"}
"""Worker groups by the subject that NATLEX has for them."""
_RECORD = "https://www.ilo.org/dyn/natlex/natlex4.detail?p_lang=en&p_isn="


@transaction.atomic
def bring_ratifications_in(
    path: Path, instrument: str, *, as_of: str, address: str
) -> Result:
    """Bring in a table of ratifications of one convention.

    Parameters
    ----------
    instrument
        Its number, such as C189.
    as_of
        Day on which the list was saved.
    address
        Where it was saved from.

    Raises
    ------
    BadInput
        HL-VOI-03 for a row that cannot be kept, -04 for a file that cannot be read.
    """
    keeper = Keeper()
    asked = Row("the command", {"--instrument": instrument, "--as-of": as_of})
    law = convention(asked, "--instrument", instrument)
    day = asked.date("--as-of") or asked.refuse("--as-of", "It is empty")
    source = keeper.source(Row("the command", {"source": address}))
    new = known = 0
    for each in ratifications_in(path):
        told = Ratification(
            instrument=law,
            country=_country(keeper, each.row, each.country),
            ratified=each.ratified,
            in_force=each.in_force,
            denounced=each.denounced,
            as_of=day,
            note=each.note,
        )
        came, renewed = keep_ratification(told, source, each.row)
        keeper.result.renewed += renewed
        new, known = new + came, known + (not came)
    keeper.result.new["ratifications"] = new
    keeper.result.known["ratifications"] = known
    return keeper.result


@transaction.atomic
def bring_records_in(path: Path) -> Result:
    """Bring in laws from a list of NATLEX, as drafts.

    Raises
    ------
    BadInput
        HL-VOI-03 for a record that cannot be kept, -04 for a file that cannot be read.
    """
    keeper = Keeper()
    records = records_in(path)
    new = sum(_keep_record(keeper, each) for each in records)
    keeper.result.new["laws"] = new
    keeper.result.known["laws"] = len(records) - new
    return keeper.result


def _keep_record(keeper: Keeper, record: Recorded) -> bool:
    if Law.objects.filter(natlex=record.natlex).exists():
        return False
    row = record.row
    law = Law(
        slug=record.natlex.lower(),
        title=row.needed("title", 400).rstrip(" -."),
        kind=record.kind,
        country=_country(keeper, row, record.country),
        adopted=row.date("adopted"),
        in_force=row.date("in_force"),
        natlex=record.natlex,
        live=False,
    )
    group = _GROUPS.get(record.subject.casefold())
    law.sectors = keeper.vocabulary.groups_called([group] if group else [])
    address = f"{_RECORD}{record.natlex.rpartition('-')[2]}"
    law.sources = [Source.objects.get_or_create(address=address)[0]]
    kept(law, row, {"slug": "natlex", "title": "title"})
    return True


def _country(keeper: Keeper, row: Row, name: str) -> Concept:
    found = keeper.vocabulary.country_called(name)
    if found is None:
        row.refuse("country", f'"{name}" is no country that we know by this name')
    return found
