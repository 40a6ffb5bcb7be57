"""The atlas: finding the map of a survey by its id.

Maps ship inside the package (`headload/surveys`); a folder given by the user is
searched first, so an office can keep its own maps without touching ours.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from headload.errors import WrongUse
from headload.measure.harmonise.load import load_map, of_its_schema, read_toml
from headload.measure.harmonise.survey_map import SurveyMap


@dataclass(frozen=True)
class Edition:
    """One folder of the atlas and the survey ids it serves."""

    folder: Path
    ids: tuple[str, ...]


def shipped_maps() -> Path:
    """Return the folder of the maps shipped with Headload."""
    return Path(str(resources.files("headload"))) / "surveys"


def survey_editions(folder: Path | None = None) -> list[Edition]:
    """Return every edition below `folder` (default: the shipped atlas), by id."""
    return list(_editions(folder or shipped_maps()))


@cache
def _editions(root: Path) -> tuple[Edition, ...]:
    return tuple(_walk(root))


def _walk(root: Path) -> Iterator[Edition]:
    for path in sorted(root.glob("*/*/*/map.toml")):
        country, series = path.parts[-4:-2]
        with of_its_schema(path):
            periods = read_toml(path)["survey"]["periods"]
            ids = tuple(f"{country}/{series}/{period}" for period in periods)
        yield Edition(folder=path.parent, ids=ids)


def find_survey(survey: str, folder: Path | None = None) -> Edition:
    """Return the edition that serves the id `survey`.

    Raises
    ------
    WrongUse
        When no map serves it; the message lists the closest ids.
    """
    known: list[str] = []
    for edition in survey_editions(folder):
        if survey in edition.ids:
            return edition
        known.extend(edition.ids)
    closest = difflib.get_close_matches(survey, known, n=3, cutoff=0.3) or known[:3]
    raise WrongUse(
        f'No survey map is called "{survey}"',
        where="--survey",
        to_do=f"choose one of `headload surveys list`; closest: {', '.join(closest)}",
        code="HL-MAP-01",
    )


def load_survey(survey: str, folder: Path | None = None) -> SurveyMap:
    """Load and validate the map of one survey period.

    Parameters
    ----------
    survey
        Id such as ``ecu/enemdu/2021q1``.
    folder
        Another atlas, laid out as the shipped one.

    Raises
    ------
    WrongUse
        When no map serves the id.
    BadInput
        When the map does not follow the schema.
    """
    edition = find_survey(survey, folder)
    return load_map(edition.folder, survey)
