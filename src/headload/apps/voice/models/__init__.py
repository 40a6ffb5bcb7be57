"""What Voice keeps: bodies, processes, laws and their practice; evidence, wins."""

from headload.apps.voice.models.bodies import Body, Deadline, Phase, Process
from headload.apps.voice.models.demands import (
    Aim,
    Demand,
    DemandOwner,
    DemandText,
    Platform,
)
from headload.apps.voice.models.evidence import Claim, ClaimText, EvidenceLink
from headload.apps.voice.models.gaps import DataGap
from headload.apps.voice.models.laws import (
    Law,
    LawEvent,
    Provision,
    ProvisionTag,
    TextVersion,
)
from headload.apps.voice.models.letters import Digest
from headload.apps.voice.models.outcomes import (
    Contribution,
    Dispute,
    FollowUp,
    Outcome,
    OutcomeText,
)
from headload.apps.voice.models.papers import (
    Document,
    DocumentOwner,
    DocumentVersion,
    VersionText,
)
from headload.apps.voice.models.phones import Arrived, Phone, SignOnCode, Sms
from headload.apps.voice.models.practice import (
    Agreement,
    Clause,
    ImplementationCheck,
    Ratification,
)
from headload.apps.voice.models.programmes import Filing
from headload.apps.voice.models.record import Record, Source
from headload.apps.voice.models.requests import EvidenceRequest
from headload.apps.voice.models.sign_ons import (
    Delegation,
    DelegationMember,
    SignOn,
)
from headload.apps.voice.models.testimony import Testimony, TestimonyConsent, VoiceNote
from headload.apps.voice.models.texts import AimMove, Correspondence, ProvisionText

__all__ = [
    "Agreement",
    "Aim",
    "AimMove",
    "Arrived",
    "Body",
    "Claim",
    "ClaimText",
    "Clause",
    "Contribution",
    "Correspondence",
    "DataGap",
    "Deadline",
    "Delegation",
    "DelegationMember",
    "Demand",
    "DemandOwner",
    "DemandText",
    "Digest",
    "Dispute",
    "Document",
    "DocumentOwner",
    "DocumentVersion",
    "EvidenceLink",
    "EvidenceRequest",
    "Filing",
    "FollowUp",
    "ImplementationCheck",
    "Law",
    "LawEvent",
    "Outcome",
    "OutcomeText",
    "Phase",
    "Phone",
    "Platform",
    "Process",
    "Provision",
    "ProvisionTag",
    "ProvisionText",
    "Ratification",
    "Record",
    "SignOn",
    "SignOnCode",
    "Sms",
    "Source",
    "Testimony",
    "TestimonyConsent",
    "TextVersion",
    "VersionText",
    "VoiceNote",
]
