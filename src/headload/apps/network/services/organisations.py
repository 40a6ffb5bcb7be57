"""Writing organisations: made, changed field by field, claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from headload.apps.common.models import Concept
from headload.apps.network.history import Change, record, told, writing
from headload.apps.network.kinds import Visibility
from headload.apps.network.models import Identifier, OldSlug, Organisation
from headload.apps.network.rights import Actor, Role, may_create, may_edit, need
from headload.apps.network.services.kept import Seen, checked, need_source, source_of
from headload.errors import BadInput

FIELDS = (
    "acronym",
    "classification",
    "legal_status",
    "level",
    "area",
    "city",
    "founded",
    "registered",
    "dissolved",
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
    "visibility",
    "unlisted",
    "pseudonym",
)
"""What can be changed one by one; a name changes through `rename`, risk through its own
services."""

FREE_TEXT = frozenset(
    ("democratic_evidence", "links", "description", "activities", "note", "pseudonym")
)
"""Kept in the history as marks: it cannot forget, and these could hold a telephone."""


@dataclass(frozen=True)
class NewOrganisation:
    """What is known of an organisation when its record is made.

    Parameters
    ----------
    values
        By field, of `FIELDS`.
    slug
        Its name in addresses; made from its acronym or name where empty.
    """

    name: str
    sources: Sequence[Seen]
    slug: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    sectors: Sequence[Concept] = ()
    identifiers: Sequence[tuple[str, str]] = ()


def create(new: NewOrganisation, by: Actor, reason: str = "") -> Organisation:
    """Make the record of an organisation, with an event for each field.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for what breaks a rule, -23 for a public record without a source, -24
        for a field that is not changed this way.
    """
    need(may_create(by), by, "add an organisation")
    _need_fields(new.values)
    with writing():
        organisation = Organisation(
            name=new.name,
            slug=new.slug or free_slug(new.values.get("acronym") or new.name),
            created_by=by.user,
            **new.values,
        )
        _need_unused(organisation.slug)
        checked(organisation)
        sources = [source_of(each) for each in new.sources]
        need_source(organisation, sources)
        organisation.save()
        organisation.sources.set(sources)
        organisation.sectors.set(new.sectors)
        for scheme, value in new.identifiers:
            number = Identifier(organisation=organisation, scheme=scheme, value=value)
            checked(number).save()
        record(
            by,
            "create",
            organisation,
            _changes(new, organisation.slug),
            reason=reason,
            source=" ".join(each.address for each in new.sources),
        )
    return organisation


def change(
    organisation: Organisation,
    name: str,
    value: Any,
    by: Actor,
    *,
    reason: str,
    source: str = "",
) -> None:
    """Give a field another value; `sectors` takes concepts.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for a value that breaks a rule, -23 for a public record without a
        source, -24 for a field that is not changed this way.
    """
    need(may_edit(by, organisation), by, "change this record")
    if name != "sectors":
        _need_fields([name])
    with writing():
        kept = Organisation.objects.get(pk=organisation.pk)
        if name == "sectors":
            old: object = list(kept.sectors.all())
            kept.sectors.set(value)
        else:
            old = getattr(kept, name)
            setattr(kept, name, value)
            checked(kept)
            if value == Visibility.PUBLIC:
                need_source(kept, list(kept.sources.all()))
            kept.save(update_fields=[name, "changed"])
        if told(old) != told(value):
            changes = [Change(name, old, value, restricted=name in FREE_TEXT)]
            record(by, "change", kept, changes, reason=reason, source=source)
    organisation.refresh_from_db()


def add_source(organisation: Organisation, seen: Seen, by: Actor) -> None:
    """Add where an organisation was seen.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(may_edit(by, organisation), by, "change this record")
    with writing():
        organisation.sources.add(source_of(seen))
        record(by, "change", organisation, [Change("sources", "", seen.address)])


def claim(organisation: Organisation, user: Any, by: Actor, *, reason: str) -> None:
    """Hand a record to the organisation: this account keeps it from now on.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for anybody but an administrator.
    """
    need(by.role == Role.ADMIN, by, "hand over a record")
    with writing():
        organisation.owners.add(user)
        Organisation.objects.filter(pk=organisation.pk).update(claimed=True)
        organisation.claimed = True
        changes = [Change("owners", "", user.pk)]
        record(by, "claim", organisation, changes, reason=reason)


def _changes(new: NewOrganisation, slug: str) -> list[Change]:
    values: dict[str, Any] = {"name": new.name, "slug": slug, **new.values}
    values["sectors"] = list(new.sectors)
    values["identifiers"] = [" ".join(each) for each in new.identifiers]
    return [
        Change(name, "", value, restricted=name in FREE_TEXT)
        for name, value in values.items()
        if told(value)
    ]


def free_slug(text: str) -> str:
    """Return a name for addresses that nothing has or had."""
    base = slugify(text)[:100] or "organisation"
    name, number = base, 2
    while _is_used(name):
        name, number = f"{base}-{number}", number + 1
    return name


def _is_used(slug: str) -> bool:
    now = Organisation.objects.filter(slug=slug).exists()
    return bool(now or OldSlug.objects.filter(slug=slug).exists())


def _need_unused(slug: str) -> None:
    if OldSlug.objects.filter(slug=slug).exists():
        raise BadInput(
            f'"{slug}" led to another organisation and still does',
            where="slug",
            to_do="choose another name for addresses",
            code="HL-NET-25",
        )


def _need_fields(names: Sequence[str] | Mapping[str, Any]) -> None:
    unknown = [name for name in names if name not in FIELDS]
    if unknown:
        raise BadInput(
            f"Not changed this way: {', '.join(unknown)}",
            where="organisation",
            to_do=f"name one of: {', '.join(FIELDS)}; names and risk have services of "
            "their own",
            code="HL-NET-24",
        )
