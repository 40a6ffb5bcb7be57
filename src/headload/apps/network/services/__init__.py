"""Everything that writes to the network; each write is in its history."""

from headload.apps.network.services.affiliations import (
    NewAffiliation,
    affiliate,
    end_affiliation,
)
from headload.apps.network.services.changes import merge, rename, split
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
from headload.apps.network.services.doubles import unite
from headload.apps.network.services.findings import check_counts
from headload.apps.network.services.kept import Seen
from headload.apps.network.services.names import add_identifier, add_name
from headload.apps.network.services.organisations import (
    NewOrganisation,
    add_source,
    change,
    claim,
    create,
)
from headload.apps.network.services.representation import Computed, compute_rates
from headload.apps.network.services.safety import (
    hide_now,
    lower_risk,
    raise_risk,
    show_again,
)
from headload.apps.network.services.seats import NewSeat, add_seat

__all__ = [
    "Computed",
    "NewAffiliation",
    "NewConsent",
    "NewCount",
    "NewOrganisation",
    "NewSeat",
    "Seen",
    "add_contact",
    "add_count",
    "add_identifier",
    "add_name",
    "add_seat",
    "add_source",
    "affiliate",
    "change",
    "check_counts",
    "claim",
    "compute_rates",
    "create",
    "declare_overlap",
    "end_affiliation",
    "give_consent",
    "hide_now",
    "lower_risk",
    "merge",
    "purge_expired",
    "raise_risk",
    "read_contacts",
    "record_count",
    "rename",
    "show_again",
    "split",
    "unite",
    "verify",
    "withdraw_consent",
]
