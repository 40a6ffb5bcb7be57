"""What a reader may see of an organisation, field by field.

A record is public when it says so, has a source, is not hidden and not unlisted. One at
high risk is shown by its country alone, under its pseudonym and at its permanent id, to
all but itself and those who keep it safe; the public sees nothing of one that has no
pseudonym. One that has gone on in another, or was a second record of it, is hidden with
it. What is not shown is not in the answer at all.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from headload.apps.network.kinds import RiskLevel, Visibility
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role

OPEN = (
    "permanent",
    "slug",
    "name",
    "acronym",
    "classification",
    "legal_status",
    "level",
    "area",
    "country",
    "city",
    "founded",
    "registered",
    "dissolved",
    "sectors",
    "other_sectors",
    "has_garment_workers",
    "is_mbo",
    "democratic_evidence",
    "does_research",
    "languages",
    "links",
    "description",
    "activities",
    "note",
    "other_names",
    "identifiers",
    "sources",
)
"""Fields that all see of a public record."""
COARSE = (
    "permanent",
    "slug",
    "name",
    "classification",
    "level",
    "country",
    "sectors",
    "has_garment_workers",
    "is_mbo",
    "does_research",
)
"""Fields that are left of one at high risk."""
INNER = (
    *("visibility", "risk_level", "unlisted", "pseudonym", "claimed", "hidden_on"),
    "kept_back",
)
"""Fields for the organisation and those who keep it safe."""

CAN_BE_KEPT_BACK = (
    *("city", "founded", "registered", "legal_status", "languages", "links"),
    *("description", "activities", "democratic_evidence", "other_sectors"),
    *("identifiers", "other_names"),
)
"""Fields that an organisation may show to the network alone; by the others it is
found."""

_RANK = {each: rank for rank, each in enumerate(Visibility)}
_IN_THE_NETWORK = (Visibility.PUBLIC, Visibility.NETWORK)
_TRUSTED = {Role.ADMIN, Role.COORDINATOR, Role.VERIFIER}
_OF_RELATION: Mapping[str, Callable[[Organisation], Any]] = {
    "sectors": lambda each: [sector.code for sector in each.sectors.all()],
    "other_names": lambda each: [str(name) for name in each.other_names.all()],
    "identifiers": lambda each: [str(number) for number in each.identifiers.all()],
    "sources": lambda each: [str(source) for source in each.sources.all()],
    "area": lambda each: each.area.code if each.area else "",
    "country": lambda each: each.country.code if each.country else "",
}


@dataclass(frozen=True)
class Sight:
    """What one reader sees, with what she keeps looked up once."""

    reader: Actor
    owned: frozenset[int]

    @classmethod
    def of(cls, reader: Actor) -> "Sight":
        """Return the sight of a reader."""
        if reader.user is None or reader.role == Role.PUBLIC:
            return cls(reader, frozenset())
        return cls(
            reader, frozenset(reader.user.organisations.values_list("pk", flat=True))
        )

    @property
    def is_trusted(self) -> bool:
        """Whether she keeps organisations safe, and so knows which are at risk."""
        return self.reader.role in _TRUSTED

    def rank(self, organisation: Organisation) -> int:
        """Return how deep she sees into a record: 0 public, 1 network, 2 inner."""
        if organisation.pk in self.owned or self.reader.role == Role.ADMIN:
            return _RANK[Visibility.ORGANISATION]
        public = self.reader.role == Role.PUBLIC
        return _RANK[Visibility.PUBLIC if public else Visibility.NETWORK]

    def sees(self, visibility: str, organisation: Organisation) -> bool:
        """Tell whether she sees what has this visibility on a record."""
        return _RANK[Visibility(visibility)] <= self.rank(organisation)

    def is_coarse(self, organisation: Organisation) -> bool:
        """Tell whether she sees a record by its country alone."""
        near = self.is_trusted or organisation.pk in self.owned
        return organisation.is_high_risk and not near

    def kept_from(self, organisation: Organisation) -> set[str]:
        """Return the fields of a record that it keeps for the network, and not her."""
        if self.rank(organisation) > _RANK[Visibility.PUBLIC]:
            return set()
        return set(organisation.kept_back_fields)

    def is_masked(self, organisation: Organisation) -> bool:
        """Tell whether she sees a pseudonym."""
        return self.is_coarse(organisation) and bool(organisation.pseudonym)

    def records(self) -> QuerySet:
        """Return the records that she may see at all."""
        found = Organisation.objects.select_related("area__within").prefetch_related(
            "sectors", "other_names", "identifiers", "sources"
        )
        if self.reader.role == Role.ADMIN:
            return found
        public = self.reader.role == Role.PUBLIC
        levels = (Visibility.PUBLIC,) if public else _IN_THE_NETWORK
        heir = _is_open(levels, "merged_into__")
        if not self.is_trusted:
            heir &= ~Q(merged_into__risk_level=RiskLevel.HIGH)
        shown = _is_open(levels) & (Q(merged_into=None) | heir)
        if public:
            sourced = Organisation.sources.through.objects.filter(
                organisation=OuterRef("pk")
            )
            bare = Q(risk_level=RiskLevel.HIGH, pseudonym="")
            shown &= Q(Exists(sourced), unlisted=False) & ~bare
            shown &= Q(merged_into=None) | Q(merged_into__unlisted=False)
        return found.filter(shown | Q(pk__in=self.owned))

    def shows(self, organisation: Organisation) -> Mapping[str, Any]:
        """Return the fields of a record that she may see, from `records`."""
        coarse = self.is_coarse(organisation)
        names: tuple[str, ...] = COARSE if coarse else OPEN
        if not coarse and (self.is_trusted or organisation.pk in self.owned):
            names = (*OPEN, *INNER)
        shown = {name: _value(organisation, name) for name in names}
        for name in self.kept_from(organisation) & shown.keys():
            shown[name] = [] if isinstance(shown[name], list) else ""
        if coarse:
            shown["name"] = organisation.pseudonym or organisation.name
            shown["slug"] = organisation.permanent.lower()
        return shown


def visible_to(reader: Actor, organisation: Organisation) -> Mapping[str, Any] | None:
    """Return the fields of an organisation that a reader may see; none if not at all.

    Parameters
    ----------
    reader
        `rights.READER` for the public.
    """
    sight = Sight.of(reader)
    found = sight.records().filter(pk=organisation.pk).first()
    return None if found is None else sight.shows(found)


def listed() -> Q:
    """Return the condition of records that anybody may take along in bulk."""
    return Q(
        visibility=Visibility.PUBLIC, unlisted=False, hidden_on=None, merged_into=None
    ) & ~Q(risk_level=RiskLevel.HIGH)


def _is_open(levels: Collection[Visibility], of: str = "") -> Q:
    return Q(**{f"{of}hidden_on": None, f"{of}visibility__in": levels})


def _value(organisation: Organisation, name: str) -> Any:
    read = _OF_RELATION.get(name)
    return read(organisation) if read else getattr(organisation, name)
