"""What Voice keeps: bodies, processes, laws and their practice; demands, evidence."""

from headload.apps.voice.models.bodies import Body, Deadline, Phase, Process
from headload.apps.voice.models.demands import (
    Aim,
    Demand,
    DemandOwner,
    DemandText,
    Platform,
)
from headload.apps.voice.models.evidence import (
    Claim,
    DataGap,
    EvidenceLink,
    EvidenceRequest,
)
from headload.apps.voice.models.laws import (
    Law,
    LawEvent,
    Provision,
    ProvisionTag,
    TextVersion,
)
from headload.apps.voice.models.papers import (
    Document,
    DocumentOwner,
    DocumentVersion,
    VersionText,
)
from headload.apps.voice.models.practice import (
    Agreement,
    Clause,
    ImplementationCheck,
    Ratification,
)
from headload.apps.voice.models.record import Record, Source
from headload.apps.voice.models.sign_ons import (
    Delegation,
    DelegationMember,
    SignOn,
)

__all__ = [
    "Agreement",
    "Aim",
    "Body",
    "Claim",
    "Clause",
    "DataGap",
    "Deadline",
    "Delegation",
    "DelegationMember",
    "Demand",
    "DemandOwner",
    "DemandText",
    "Document",
    "DocumentOwner",
    "DocumentVersion",
    "EvidenceLink",
    "EvidenceRequest",
    "ImplementationCheck",
    "Law",
    "LawEvent",
    "Phase",
    "Platform",
    "Process",
    "Provision",
    "ProvisionTag",
    "Ratification",
    "Record",
    "SignOn",
    "Source",
    "TextVersion",
    "VersionText",
]
