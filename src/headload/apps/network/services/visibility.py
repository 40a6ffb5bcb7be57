"""Who may see a number or a field: as its organisation chooses, at once."""

from collections.abc import Collection

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import Visibility
from headload.apps.network.models import MembershipCount, Organisation
from headload.apps.network.rights import Actor, may_edit, need
from headload.apps.network.selectors import CAN_BE_KEPT_BACK
from headload.apps.network.services.kept import checked, need_source
from headload.errors import BadInput


def show_count(
    count: MembershipCount, visibility: Visibility, by: Actor, *, reason: str
) -> None:
    """Let a number be seen by more or fewer.

    Whoever owns the record may, and who entered the number.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-23 for a public one without a source.
    """
    own = by.user is not None and count.entered_by_id == by.user.pk
    need(by.owns(count.organisation) or own, by, "choose who sees this number")
    with writing():
        kept = MembershipCount.objects.get(pk=count.pk)
        old, kept.visibility = kept.visibility, visibility
        need_source(kept, [kept.source])
        checked(kept).save(update_fields=["visibility", "changed"])
        changes = [Change("visibility", old, visibility)]
        record(by, "show_count", kept, changes, reason=reason)
    count.refresh_from_db()


def keep_back(
    organisation: Organisation, names: Collection[str], by: Actor, *, reason: str
) -> None:
    """Show these fields to the network alone, and all others to whom the record is.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-24 for a field that everybody sees of a public record.
    """
    need(may_edit(by, organisation), by, "choose who sees these fields")
    unknown = sorted(set(names) - set(CAN_BE_KEPT_BACK))
    if unknown:
        raise BadInput(
            f"Everybody sees of a public record: {', '.join(unknown)}",
            where="organisation",
            to_do=f"choose among: {', '.join(CAN_BE_KEPT_BACK)}",
            code="HL-NET-24",
        )
    with writing():
        kept = Organisation.objects.get(pk=organisation.pk)
        old = kept.kept_back
        kept.kept_back = " ".join(each for each in CAN_BE_KEPT_BACK if each in names)
        if kept.kept_back != old:
            checked(kept).save(update_fields=["kept_back", "changed"])
            changes = [Change("kept_back", old, kept.kept_back)]
            record(by, "keep_back", kept, changes, reason=reason)
    organisation.refresh_from_db()
