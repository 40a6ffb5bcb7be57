"""Writing seats: which organisation may speak in which body."""

from dataclasses import dataclass

from headload.apps.network.history import Change, record, writing
from headload.apps.network.kinds import SeatKind, Visibility
from headload.apps.network.models import Organisation, Seat
from headload.apps.network.rights import Actor, may_count, need
from headload.apps.network.services.kept import Seen, checked, need_source, source_of


@dataclass(frozen=True)
class NewSeat:
    """A seat as its source tells of it."""

    body: str
    kind: SeatKind
    source: Seen | None = None
    start: str = ""
    end: str = ""
    how_obtained: str = ""
    visibility: Visibility = Visibility.PUBLIC


def add_seat(
    organisation: Organisation, new: NewSeat, by: Actor, reason: str = ""
) -> Seat:
    """Say that an organisation has, or had, a seat in a body.

    Raises
    ------
    RefusedByPolicy
        HL-NET-21 for somebody who may not.
    BadInput
        HL-NET-22 for what breaks a rule, -23 for a public one without a source.
    """
    need(may_count(by, organisation), by, "add a seat here")
    with writing():
        values = {**vars(new), "source": source_of(new.source)}
        seat = Seat(organisation=organisation, created_by=by.user, **values)
        need_source(seat, [seat.source])
        checked(seat).save()
        changes = [Change("body", "", new.body), Change("kind", "", new.kind)]
        source = new.source.address if new.source else ""
        record(by, "seat", seat, changes, reason=reason, source=source)
    return seat
