"""Two records of one organisation become one: everything goes over, addresses lead on.

Not a merger of two organisations (`changes.merge`), where counts stay those of the old.
"""

from headload.apps.network.history import Change, record, writing
from headload.apps.network.models import (
    Affiliation,
    NotDouble,
    Organisation,
    OtherName,
    Overlap,
)
from headload.apps.network.rights import Actor, Role, need
from headload.apps.network.services.affiliations import close, fits
from headload.apps.network.services.changes import both_today, lead_on, ties_of
from headload.apps.network.services.kept import checked

_GOES_OVER = (
    "counts",
    "seats",
    "identifiers",
    "consents",
    "contacts",
    "other_names",
)


def unite(into: Organisation, double: Organisation, by: Actor, *, reason: str) -> None:
    """Let a second record of the same organisation go into the first.

    An affiliation that the first has too is closed; an overlap of the two with each
    other is none and goes.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    BadInput
        HL-NET-27 for a record that has gone on in another already.
    """
    need(by.role == Role.ADMIN, by, "unite two records")
    with writing():
        target, old = both_today(into, double)
        for name in _GOES_OVER:
            getattr(old, name).update(organisation=target)
        target.sources.add(*old.sources.all())
        if old.name != target.name:
            named = OtherName(organisation=target, text=old.name)
            checked(named).save()
        for tie in ties_of(old):
            _point(tie, old, target)
        _point_overlaps(old, target)
        old.merged_into = target
        checked(old).save(update_fields=["merged_into", "changed"])
        lead_on(old, target)
        changes = [Change("merged_into", "", target.permanent)]
        record(by, "unite", old, changes, reason=reason)
    double.refresh_from_db()


def are_different(
    one: Organisation, other: Organisation, by: Actor, *, reason: str
) -> None:
    """Note that two records are of two organisations, so that none asks again.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    """
    need(by.role == Role.ADMIN, by, "say that two records are different")
    first, second = sorted((one, other), key=lambda each: each.pk)
    with writing():
        NotDouble.objects.get_or_create(one=first, other=second)
        changes = [Change("not_the_same", "", second.permanent)]
        record(by, "look", first, changes, reason=reason)


def _point(tie: Affiliation, old: Organisation, target: Organisation) -> None:
    child = target if tie.child_id == old.pk else tie.child
    parent = target if tie.parent_id == old.pk else tie.parent
    if not fits(child, parent, tie.kind):
        close(tie, "")
        return
    tie.child, tie.parent = child, parent
    checked(tie).save(update_fields=["child", "parent", "changed"])


def _point_overlaps(old: Organisation, target: Organisation) -> None:
    for overlap in [
        *Overlap.objects.filter(first=old),
        *Overlap.objects.filter(second=old),
    ]:
        other = overlap.second if overlap.first_id == old.pk else overlap.first
        if other.pk == target.pk:
            overlap.delete()
            continue
        pair = sorted((target, other), key=lambda each: each.pk)
        overlap.first, overlap.second = pair
        overlap.save(update_fields=["first", "second", "changed"])
