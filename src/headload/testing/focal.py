"""Items that the design notes name for the focal cities, and where the maps have them.

`surveys/focal.csv` holds each named variable of each survey: the part of the map that
reads it and the column it reads, or why no part does.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import StringIO

from headload.measure.harmonise import SurveyMap, load_survey

DESIGN, RECORDS = "design", "records"
CITIES: Mapping[str, Sequence[str]] = {
    "Accra": ("gha/ahies/2024", "gha/glss7/2016-17", "gha/lfs/2015"),
    "Dakar": ("sen/enes/2024q2", "sen/erieesi/2017-18"),
    "Delhi": ("ind/plfs/2023-24", "ind/nss68/2011-12"),
    "Lima": ("per/enaho/2023",),
    "Mexico City": ("mex/enoe/2024q3", "mex/enoe/2019q3"),
}


@dataclass(frozen=True)
class Named:
    """A variable that the notes name.

    Parameters
    ----------
    where
        A harmonised or national variable of the map, ``design`` or ``records``;
        empty where the map does not read it.
    column
        The column of the file that is read.
    why
        Why not, or why another column.
    """

    survey: str
    named: str
    where: str
    column: str
    why: str


@cache
def named_items() -> tuple[Named, ...]:
    """Return all items, in the order of the file."""
    text = (resources.files("headload") / "surveys" / "focal.csv").read_text("utf-8")
    return tuple(Named(**row) for row in csv.DictReader(StringIO(text)))


def columns_read(survey: SurveyMap, where: str) -> frozenset[str]:
    """Return the columns that a part of a map reads, in lower case."""
    if where == DESIGN:
        columns = survey.source_design.source_columns()
    elif where == RECORDS:
        columns = tuple(c for tests in survey.keep for t in tests for c in t.columns)
    else:
        columns = survey.variables[where].source_columns()
    return frozenset(column.lower() for column in columns)


def focal_page() -> str:
    """Return the page that tells city by city what is read, and what is not."""
    parts = [
        "# Focal cities: what the maps read",
        "The design notes name variables for the surveys of the five focal cities. "
        "Each is read by the part of the map named here, or it says why not. A "
        "variable whose codes no source shows stays unknown: no guessed code decides "
        "a group or informality.",
    ]
    for city, surveys in CITIES.items():
        parts.append(f"## {city}")
        parts += [_survey(load_survey(survey)) for survey in surveys]
    return "\n\n".join(parts) + "\n"


def _survey(survey: SurveyMap) -> str:
    items = [each for each in named_items() if each.survey == survey.id]
    read = sum(bool(each.where) for each in items)
    header = "| named | read by | from | note |\n|---|---|---|---|"
    rows = [
        f"| {each.named} | {f'`{each.where}`' if each.where else 'not read'} "
        f"| {f'`{each.column}`' if each.where else ''} | {each.why} |"
        for each in items
    ]
    title = f"### {survey.title['en']} (`{survey.id}`)"
    return "\n".join([title, "", f"{read} of {len(items)} read.", "", header, *rows])
