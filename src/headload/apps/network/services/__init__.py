"""Everything that writes to the network; each write is in its history."""

from headload.apps.network.services.affiliations import (
    NewAffiliation,
    affiliate,
    end_affiliation,
)
from headload.apps.network.services.arrivals import add_count_once
from headload.apps.network.services.changes import merge, rename, split
from headload.apps.network.services.claims import ask_to_claim, decide_claim
from headload.apps.network.services.consents import (
    NewConsent,
    add_contact,
    give_consent,
    purge_expired,
    read_contacts,
    withdraw_consent,
)
from headload.apps.network.services.counts import (
    NewCount,
    add_count,
    declare_overlap,
    record_count,
    verify,
)
from headload.apps.network.services.doubles import are_different, unite
from headload.apps.network.services.findings import check_counts
from headload.apps.network.services.invitations import (
    NewInvitation,
    accept,
    forget_invitations,
    has_account,
    invite,
    invite_to_new_password,
    opened,
)
from headload.apps.network.services.kept import Seen
from headload.apps.network.services.messages import (
    can_be_written_to,
    decide_message,
    forget_unread,
    write,
)
from headload.apps.network.services.names import add_identifier, add_name, remove_name
from headload.apps.network.services.organisations import (
    NewOrganisation,
    add_source,
    change,
    claim,
    create,
)
from headload.apps.network.services.own_fields import write_fields
from headload.apps.network.services.representation import Computed, compute_rates
from headload.apps.network.services.safety import (
    hide_now,
    lower_risk,
    raise_risk,
    show_again,
)
from headload.apps.network.services.seats import NewSeat, add_seat
from headload.apps.network.services.visibility import keep_back, show_count

__all__ = [
    "Computed",
    "NewAffiliation",
    "NewConsent",
    "NewCount",
    "NewInvitation",
    "NewOrganisation",
    "NewSeat",
    "Seen",
    "accept",
    "add_contact",
    "add_count",
    "add_count_once",
    "add_identifier",
    "add_name",
    "add_seat",
    "add_source",
    "affiliate",
    "are_different",
    "ask_to_claim",
    "can_be_written_to",
    "change",
    "check_counts",
    "claim",
    "compute_rates",
    "create",
    "decide_claim",
    "decide_message",
    "declare_overlap",
    "end_affiliation",
    "forget_invitations",
    "forget_unread",
    "give_consent",
    "has_account",
    "hide_now",
    "invite",
    "invite_to_new_password",
    "keep_back",
    "lower_risk",
    "merge",
    "opened",
    "purge_expired",
    "raise_risk",
    "read_contacts",
    "record_count",
    "remove_name",
    "rename",
    "show_again",
    "show_count",
    "split",
    "unite",
    "verify",
    "withdraw_consent",
    "write",
    "write_fields",
]
