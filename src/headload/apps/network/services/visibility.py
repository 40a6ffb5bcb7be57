"""Who may see a number: as its organisation chooses, at once."""

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import Visibility
from headload.apps.network.models import MembershipCount
from headload.apps.network.rights import Actor, need
from headload.apps.network.services.kept import checked, need_source


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
