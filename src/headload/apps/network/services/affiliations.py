"""Writing affiliations: never in a circle, whoever writes at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import AffiliationKind, Visibility
from headload.apps.network.models import Affiliation, Organisation
from headload.apps.network.rights import Actor, may_affiliate, need
from headload.apps.network.services.kept import Seen, checked, need_source, source_of
from headload.errors import BadInput


@dataclass(frozen=True)
class NewAffiliation:
    """What is known of how one organisation belongs to another.

    Parameters
    ----------
    as_of, occasion
        When the source says so.
    """

    kind: AffiliationKind = AffiliationKind.AFFILIATE
    source: Seen | None = None
    start: str = ""
    as_of: str = ""
    occasion: str = ""
    note: str = ""
    visibility: Visibility = Visibility.PUBLIC
    sector_scope: Sequence[Concept] = field(default=())


def affiliate(
    child: Organisation,
    parent: Organisation,
    new: NewAffiliation,
    by: Actor,
    reason: str = "",
) -> Affiliation:
    """Say that one organisation belongs to another.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for a second open one of the kind, or one with itself; -23 for a
        public one without a source; -26 for one that closes a circle.
    """
    need(may_affiliate(by, child, parent), by, "affiliate these organisations")
    with writing():
        need_no_circle(child, parent)
        made = Affiliation(
            child=child,
            parent=parent,
            kind=new.kind,
            start=new.start,
            as_of=new.as_of,
            occasion=new.occasion,
            note=new.note,
            visibility=new.visibility,
            source=source_of(new.source),
            created_by=by.user,
        )
        need_source(made, [made.source])
        checked(made).save()
        made.sector_scope.set(new.sector_scope)
        said = Change(new.kind.value, "", f"{child.permanent} {parent.permanent}")
        source = new.source.address if new.source else ""
        record(by, "affiliate", made, [said], reason=reason, source=source)
    return made


def end_affiliation(
    affiliation: Affiliation, end: str, by: Actor, *, reason: str
) -> None:
    """Say that one has ended, on a day or on one that is not known (empty).

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for an end before the start.
    """
    allowed = may_affiliate(by, affiliation.child, affiliation.parent)
    need(allowed, by, "end this affiliation")
    with writing():
        close(affiliation, end)
        changes = [Change("end", "", end)]
        record(by, "end", affiliation, changes, reason=reason)


def close(affiliation: Affiliation, end: str) -> None:
    """Close an affiliation, inside `history.writing`."""
    affiliation.is_open, affiliation.end = False, end
    checked(affiliation).save(update_fields=["is_open", "end", "changed"])


def need_no_circle(child: Organisation, parent: Organisation) -> None:
    """Refuse what would make an organisation part of itself, inside `writing`.

    Raises
    ------
    BadInput
        HL-NET-26.
    """
    if child.pk == parent.pk or child.pk in above(parent.pk):
        raise BadInput(
            "An organisation would belong to itself through this affiliation",
            where=f"{child.slug} in {parent.slug}",
            to_do="look which of the two belongs to the other, and end the wrong one",
            code="HL-NET-26",
        )


def fits(child: Organisation, parent: Organisation, kind: str) -> bool:
    """Tell whether an open affiliation could stand: no circle, and none there yet."""
    if child.pk == parent.pk or child.pk in above(parent.pk):
        return False
    there = Affiliation.objects.filter(
        child=child, parent=parent, kind=kind, is_open=True
    )
    return not there.exists()


def above(pk: int) -> set[int]:
    """Return all that an organisation belongs to through open affiliations."""
    found: set[int] = set()
    layer = {pk}
    while layer:
        parents = Affiliation.objects.filter(child__in=layer, is_open=True)
        layer = set(parents.values_list("parent", flat=True)) - found
        found |= layer
    return found
