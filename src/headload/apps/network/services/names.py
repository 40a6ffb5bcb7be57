"""Writing what else an organisation goes by: further names, numbers of registers."""

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import NameKind
from headload.apps.network.models import Identifier, Organisation, OtherName
from headload.apps.network.rights import Actor, may_edit, need
from headload.apps.network.services.kept import checked


def add_name(
    organisation: Organisation,
    text: str,
    kind: NameKind,
    by: Actor,
    *,
    language: str = "",
    reason: str = "",
) -> None:
    """Add a name that it also has; its own changes through `rename`.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for a name that cannot be.
    """
    need(may_edit(by, organisation), by, "change this record")
    name = OtherName(organisation=organisation, text=text, kind=kind, language=language)
    with writing():
        checked(name).save()
        changes = [Change("other_names", "", text)]
        record(by, "change", organisation, changes, reason=reason)


def remove_name(
    organisation: Organisation, text: str, by: Actor, *, reason: str = ""
) -> None:
    """Take a further name away; the history keeps that it was there.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    """
    need(may_edit(by, organisation), by, "change this record")
    with writing():
        gone, _ = OtherName.objects.filter(
            organisation=organisation, text=text
        ).delete()
        if gone:
            changes = [Change("other_names", text, "")]
            record(by, "change", organisation, changes, reason=reason)


def add_identifier(
    organisation: Organisation, scheme: str, value: str, by: Actor, *, reason: str = ""
) -> None:
    """Add the number that a register gave it.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for a number that another organisation has.
    """
    need(may_edit(by, organisation), by, "change this record")
    number = Identifier(organisation=organisation, scheme=scheme, value=value)
    with writing():
        checked(number).save()
        changes = [Change("identifiers", "", f"{scheme} {value}")]
        record(by, "change", organisation, changes, reason=reason)
