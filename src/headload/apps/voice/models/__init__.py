"""What Voice keeps: bodies and processes, laws, and what becomes of laws."""

from headload.apps.voice.models.bodies import Body, Deadline, Phase, Process
from headload.apps.voice.models.laws import (
    Law,
    LawEvent,
    Provision,
    ProvisionTag,
    TextVersion,
)
from headload.apps.voice.models.practice import (
    Agreement,
    Clause,
    ImplementationCheck,
    Ratification,
)
from headload.apps.voice.models.record import Record, Source

__all__ = [
    "Agreement",
    "Body",
    "Clause",
    "Deadline",
    "ImplementationCheck",
    "Law",
    "LawEvent",
    "Phase",
    "Process",
    "Provision",
    "ProvisionTag",
    "Ratification",
    "Record",
    "Source",
    "TextVersion",
]
