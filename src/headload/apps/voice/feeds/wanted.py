"""Which processes a reader's calendar is of: about a group, in a place, of a body.

A group's calendar has what is about all workers; a country's has its cities.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from headload.apps.common.models import Concept, Scheme
from headload.apps.common.words import Text
from headload.apps.voice.models import Body, Process

PARTS = ("group", "place", "body")


class NothingSuch(Exception):
    """A group, place or body that is asked for is not here."""


@dataclass(frozen=True)
class Wanted:
    """What a calendar is narrowed to; none is everything."""

    group: Concept | None = None
    place: Concept | None = None
    body: Body | None = None

    @property
    def query(self) -> str:
        """As it stands in an address."""
        told = {
            "group": self.group.code if self.group else "",
            "place": self.place.code if self.place else "",
            "body": self.body.slug if self.body else "",
        }
        return urlencode({name: value for name, value in told.items() if value})

    def names(self, language: str) -> list[Text]:
        """Return what it is narrowed to, as readers say it."""
        found = [each.name(language) for each in (self.group, self.place) if each]
        if self.body:
            own = self.body.language
            found.append(Text(self.body.name, own if own != language else ""))
        return found


def wanted(values: Mapping[str, str]) -> Wanted:
    """Return what an address asks for.

    Raises
    ------
    NothingSuch
        For a group, place or body that readers may not see or that is not here.
    """
    group, place, body = (values.get(name, "")[:120] for name in PARTS)
    return Wanted(
        _concept(Scheme.WORKER_GROUP, group),
        _concept(Scheme.PLACE, place),
        _body(body),
    )


def about(concept: Concept) -> Wanted:
    """Return the calendar of a group's or a place's page."""
    if concept.scheme == Scheme.WORKER_GROUP:
        return Wanted(group=concept)
    return Wanted(place=concept)


def processes_of(asked: Wanted) -> "QuerySet[Process]":
    """Return the processes that readers may see and that are asked for."""
    return among(
        [asked.group] if asked.group else [],
        [asked.place] if asked.place else [],
        [asked.body] if asked.body else [],
    )


def among(
    groups: Collection[Concept], places: Collection[Concept], bodies: Collection[Body]
) -> "QuerySet[Process]":
    """Return processes about one of some groups, in one of some places, of a body."""
    found = Process.objects.public()
    if groups:
        found = found.filter(Q(sectors__in=groups) | Q(everyone=True))
    if places:
        found = found.filter(Q(area__in=places) | Q(area__within__in=places))
    if bodies:
        found = found.filter(body__in=bodies)
    return found.select_related("body").prefetch_related("deadlines__source")


def _concept(scheme: Scheme, code: str) -> Concept | None:
    if not code:
        return None
    found = Concept.objects.filter(scheme=scheme, code=code).first()
    if found is None:
        raise NothingSuch
    return found


def _body(slug: str) -> Body | None:
    if not slug:
        return None
    found = Body.objects.public().filter(slug=slug).first()
    if found is None:
        raise NothingSuch
    return found
