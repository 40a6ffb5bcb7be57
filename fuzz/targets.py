"""What is fuzzed: a reader each, and small inputs to begin with."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz import seeds

if TYPE_CHECKING:
    from headload.apps.explorer.figures import Figures

Try = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """A reader of what others send.

    Parameters
    ----------
    begin
        Called once with an empty folder; returns what is tried with each input. That
        may raise `HeadloadError`, or what `refuses` names; anything else is a fault.
    seeds
        Gives small inputs to begin with.
    """

    name: str
    begin: Callable[[Path], Try]
    seeds: Callable[[], tuple[bytes, ...]]
    refuses: tuple[type[Exception], ...] = ()


def _survey(ending: str) -> Callable[[Path], Try]:
    """Return the parser of the reading child, as it is called behind its walls."""

    def begin(folder: Path) -> Try:
        from headload.measure.read import ReadRequest
        from headload.measure.read.child import parse

        path = folder / f"people.{ending}"
        request = ReadRequest()

        def attempt(content: bytes) -> object:
            path.write_bytes(content)
            return parse(
                path,
                name=path.name,
                folder=folder,
                request=request,
                progress=lambda rows: None,
            )

        return attempt

    return begin


def _maps(folder: Path) -> Try:
    from headload.measure.harmonise import load_survey
    from headload.measure.harmonise.atlas import _editions as survey_editions

    place = folder / "ttt" / "lfs" / "2025"
    place.mkdir(parents=True)
    (place / "design.toml").write_text(seeds.DESIGN, "utf-8")

    def attempt(content: bytes) -> object:
        (place / "map.toml").write_bytes(content)
        survey_editions.cache_clear()
        return load_survey("ttt/lfs/2025", folder)

    return attempt


def _searches(folder: Path) -> Try:
    _site(folder)
    from headload.apps.search.query import query_of, shortest

    return lambda content: shortest(query_of(content.decode("utf-8", "replace")))


def _addresses(folder: Path) -> Try:
    """Return what reads the query of an address of the explorer."""
    _site(folder)
    from django.http import QueryDict

    from headload.apps.explorer.selection import NotThere, cells_of, selection_of

    figures = _figures(folder)

    def attempt(content: bytes) -> object:
        asked = QueryDict(content).dict()
        try:
            return cells_of(figures, selection_of(figures, "employment", asked))
        except NotThere:
            return None

    return attempt


def _sdmx(folder: Path) -> Try:
    """Return what reads the key of a question for data."""
    _site(folder)
    from headload.apps.explorer.service import _chosen

    figures = _figures(folder)
    return lambda content: _chosen(figures, content.decode("utf-8", "replace"))


def _harvests(folder: Path) -> Try:
    _site(folder)
    from headload.apps.library.harvest import _read, _told

    def attempt(content: bytes) -> object:
        root = _read(content, "https://example.org/oai")
        records = () if root is None else root.iter()
        return [_told(each, "oai:1") for each in records]

    return attempt


def _works(ending: str) -> Callable[[Path], Try]:
    """Return a reader of lists of works; what is broken is refused by its caller."""

    def begin(folder: Path) -> Try:
        _site(folder)
        from headload.apps.library.formats import BROKEN, READERS

        def attempt(content: bytes) -> object:
            try:
                return list(READERS[ending](content))
            except BROKEN:
                return None

        return attempt

    return begin


def _site(folder: Path) -> None:
    """Set Django up for a site in this folder, without a database."""
    import django

    os.environ["HEADLOAD_HOME"] = str(folder / "site")
    os.environ["DJANGO_SETTINGS_MODULE"] = "headload.apps.site.settings"
    django.setup()


def _figures(folder: Path) -> "Figures":
    from headload.apps.explorer.figures import read_figures
    from headload.measure.publish import publish
    from unit.products.pictured import cells
    from unit.releases.made import release

    return read_figures(publish(release(*cells(), policy="public-use"), folder / "R"))


TARGETS = (
    Target("stata", _survey("dta"), seeds.stata, (Exception,)),
    Target("spss", _survey("sav"), seeds.spss, (Exception,)),
    Target("csv", _survey("csv"), seeds.table, (Exception,)),
    Target("maps", _maps, seeds.maps),
    Target("searches", _searches, seeds.questions),
    Target("addresses", _addresses, seeds.addresses),
    Target("sdmx", _sdmx, seeds.keys),
    Target("oai-pmh", _harvests, seeds.answers),
    Target("ris", _works(".ris"), seeds.ris),
    Target("bibtex", _works(".bib"), seeds.bibtex),
)
"""A reading child turns whatever a library raises into a refusal, so that of surveys
only a crash, a hang or too much memory is a fault."""
