"""Organisations, how they belong together, their members, and the history of it all."""

from headload.apps.network.models.consents import Consent, Contact
from headload.apps.network.models.counts import MembershipCount, Overlap
from headload.apps.network.models.doubles import NotDouble
from headload.apps.network.models.events import Event
from headload.apps.network.models.findings import CountFinding
from headload.apps.network.models.organisations import (
    Identifier,
    OldSlug,
    Organisation,
    OtherName,
)
from headload.apps.network.models.own import (
    Arrival,
    Attempt,
    ClaimRequest,
    Invitation,
    Message,
    Reminder,
    State,
)
from headload.apps.network.models.rates import RepresentationRate
from headload.apps.network.models.relations import Affiliation, ChangeEvent, Seat
from headload.apps.network.models.shared import Record, Source

__all__ = [
    "Affiliation",
    "Arrival",
    "Attempt",
    "ChangeEvent",
    "ClaimRequest",
    "Consent",
    "Contact",
    "CountFinding",
    "Event",
    "Identifier",
    "Invitation",
    "MembershipCount",
    "Message",
    "NotDouble",
    "OldSlug",
    "Organisation",
    "OtherName",
    "Overlap",
    "Record",
    "Reminder",
    "RepresentationRate",
    "Seat",
    "Source",
    "State",
]
