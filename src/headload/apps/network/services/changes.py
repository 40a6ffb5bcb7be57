"""Organisations that become others: renamed, merged, split. Old addresses lead on."""

from collections.abc import Sequence

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import ChangeKind, NameKind
from headload.apps.network.models import (
    Affiliation,
    ChangeEvent,
    OldSlug,
    Organisation,
    OtherName,
)
from headload.apps.network.rights import Actor, Role, may_edit, need
from headload.apps.network.services.affiliations import close, fits
from headload.apps.network.services.kept import Seen, checked, source_of
from headload.apps.network.services.organisations import (
    NewOrganisation,
    create,
    free_slug,
)
from headload.errors import BadInput


def rename(
    organisation: Organisation,
    name: str,
    by: Actor,
    *,
    reason: str,
    on: str = "",
    source: Seen | None = None,
) -> None:
    """Give an organisation another name; it is found by the old one, and there.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for a name or day that cannot be.
    """
    need(may_edit(by, organisation), by, "rename this organisation")
    with writing():
        kept = Organisation.objects.get(pk=organisation.pk)
        old_name, old_slug = kept.name, kept.slug
        kept.name, kept.slug = name, free_slug(name)
        checked(kept).save(update_fields=["name", "slug", "changed"])
        OldSlug.objects.create(slug=old_slug, organisation=kept)
        checked(
            OtherName(organisation=kept, text=old_name, kind=NameKind.FORMER, end=on)
        ).save()
        _event(ChangeKind.RENAMED, [kept], [kept], on, source)
        changes = [
            Change("name", old_name, name),
            Change("slug", old_slug, kept.slug),
        ]
        address = source.address if source else ""
        record(by, "rename", kept, changes, reason=reason, source=address)
    organisation.refresh_from_db()


def merge(
    into: Organisation,
    merged: Organisation,
    by: Actor,
    *,
    reason: str,
    on: str = "",
    source: Seen | None = None,
) -> None:
    """Let an organisation go on in another.

    Its address leads there. Open affiliations move, where the other has none such and
    no circle comes of it; its counts stay what they are, counts of the old one.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    BadInput
        HL-NET-22 for a day that cannot be, -27 for one that is merged already, or into
        itself.
    """
    need(by.role == Role.ADMIN, by, "merge organisations")
    with writing():
        target, old = both_today(into, merged)
        old.merged_into, old.dissolved = target, on or old.dissolved
        checked(old).save(update_fields=["merged_into", "dissolved", "changed"])
        lead_on(old, target)
        _move_affiliations(old, target, on)
        _event(ChangeKind.MERGED, [old], [target], on, source)
        changes = [Change("merged_into", "", target.permanent)]
        address = source.address if source else ""
        record(by, "merge", old, changes, reason=reason, source=address)
    merged.refresh_from_db()


def split(
    organisation: Organisation,
    into: Sequence[NewOrganisation],
    by: Actor,
    *,
    reason: str,
    on: str = "",
    source: Seen | None = None,
) -> list[Organisation]:
    """Let an organisation go on in several new ones; its page stays and names them.

    Its open affiliations end: which of the new ones belongs where is for them to say.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    BadInput
        As `create`; HL-NET-22 also for a day that cannot be.
    """
    need(by.role == Role.ADMIN, by, "split an organisation")
    with writing():
        kept = Organisation.objects.get(pk=organisation.pk)
        made = [create(each, by, reason) for each in into]
        kept.dissolved = on or kept.dissolved
        checked(kept).save(update_fields=["dissolved", "changed"])
        for each in ties_of(kept):
            close(each, on)
        _event(ChangeKind.SPLIT, [kept], made, on, source)
        changes = [Change("split", "", [each.permanent for each in made])]
        address = source.address if source else ""
        record(by, "split", kept, changes, reason=reason, source=address)
    organisation.refresh_from_db()
    return made


def both_today(
    into: Organisation, other: Organisation
) -> tuple[Organisation, Organisation]:
    """Return two organisations as they are today, inside `writing`.

    Raises
    ------
    BadInput
        HL-NET-27 where one has gone on in another, or they are the same.
    """
    target = Organisation.objects.get(pk=into.pk)
    old = Organisation.objects.get(pk=other.pk)
    if target.pk == old.pk or old.merged_into_id or target.merged_into_id:
        raise BadInput(
            "One of the two has gone on in another already, or they are the same",
            where=f"{old.slug} into {target.slug}",
            to_do="name the organisation that is there today",
            code="HL-NET-27",
        )
    return target, old


def lead_on(old: Organisation, target: Organisation) -> None:
    """Let what had gone on in one go on in the other: the way is one step, always.

    So who is hidden hides those that are part of it; the steps stay in the history.
    """
    Organisation.objects.filter(merged_into=old).update(merged_into=target)


def ties_of(organisation: Organisation) -> list[Affiliation]:
    """Return its open affiliations, as child and as parent."""
    return [
        *organisation.affiliations.filter(is_open=True),
        *organisation.affiliates.filter(is_open=True),
    ]


def _event(
    kind: ChangeKind,
    before: Sequence[Organisation],
    after: Sequence[Organisation],
    on: str,
    source: Seen | None,
) -> None:
    event = checked(ChangeEvent(kind=kind, on=on, source=source_of(source)))
    event.save()
    event.before.set(before)
    event.after.set(after)


def _move_affiliations(old: Organisation, target: Organisation, on: str) -> None:
    for each in ties_of(old):
        child = target if each.child_id == old.pk else each.child
        parent = target if each.parent_id == old.pk else each.parent
        close(each, on)
        if fits(child, parent, each.kind):
            moved = Affiliation.objects.create(
                child=child,
                parent=parent,
                kind=each.kind,
                start=on,
                note=each.note,
                source=each.source,
                visibility=each.visibility,
            )
            moved.sector_scope.set(each.sector_scope.all())
