"""Organisations, how they belong together, their members, and the history of it all."""

from headload.apps.network.models.consents import Consent, Contact
from headload.apps.network.models.counts import MembershipCount, Overlap
from headload.apps.network.models.events import Event
from headload.apps.network.models.findings import CountFinding
from headload.apps.network.models.organisations import (
    Identifier,
    OldSlug,
    Organisation,
    OtherName,
)
from headload.apps.network.models.rates import RepresentationRate
from headload.apps.network.models.relations import Affiliation, ChangeEvent, Seat
from headload.apps.network.models.shared import Record, Source

__all__ = [
    "Affiliation",
    "ChangeEvent",
    "Consent",
    "Contact",
    "CountFinding",
    "Event",
    "Identifier",
    "MembershipCount",
    "OldSlug",
    "Organisation",
    "OtherName",
    "Overlap",
    "Record",
    "RepresentationRate",
    "Seat",
    "Source",
]
