"""An empty table for works, with what each column is for: as CSV, or as a workbook."""

import csv
from pathlib import Path

import xlsxwriter

from headload.apps.library.formats import COLUMNS
from headload.apps.library.kinds import kinds
from headload.errors import WrongUse

_NOTES = {
    "id": "Name in the address; made from people, year and title where it is empty.",
    "title": "As printed. The only column that has to be filled in.",
    "creators": "Family, Given; with | between people.",
    "creator_roles": "author, editor or translator; one for all, or with | between.",
    "creator_orcids": "In the order of the people, with | between.",
    "organisations": "Who published it; with | between.",
    "date": "2016, 2016-04 or 2016-04-30.",
    "type": f"One of: {', '.join(kind.names['en'] for kind in kinds().values())}.",
    "container": "Journal or book, volume, pages.",
    "languages": "ISO 639-1, such as es.",
    "worker_groups": "domestic_workers, home_based_workers, street_vendors, "
    "waste_pickers; with | between.",
    "places": "Countries and cities by name or ISO code; with | between.",
    "topics": "With | between.",
    "isbn": "With | between.",
    "version_of": "id of the work that this is a translation or edition of.",
    "description": "What it says, in plain words of your own.",
    "source": "Where these facts were seen.",
    "needs_check": "yes makes a draft that somebody confirms.",
}


def write(path: Path) -> None:
    """Write an empty table to `path`, which must not be there yet.

    Raises
    ------
    WrongUse
        HL-LIB-07 for another ending, or a file that is there.
    """
    ending = path.suffix.lower()
    if ending not in {".csv", ".xlsx"} or path.exists():
        raise WrongUse(
            "The template is not written: it is a new .csv or .xlsx file",
            where=str(path),
            to_do="give another name, such as works.xlsx",
            code="HL-LIB-07",
        )
    if ending == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerow(COLUMNS)
        return
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("works")
    head = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 2)
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name, head)
        sheet.set_column(place, place, 40 if name in {"title", "description"} else 18)
        if name in _NOTES:
            sheet.write_comment(0, place, _NOTES[name])
    book.close()
