"""The life of demands, claims, requests, gaps, papers and sign-ons: what follows what.

Each is a code in the database, and a text in the words of the site under its prefix, as
`demand_state_submitted`. A state that no line here leads to is not reached.
"""

from collections.abc import Mapping
from enum import StrEnum


class DemandState(StrEnum):
    """How far a demand is; of one that was only seen somewhere it may be unknown."""

    UNKNOWN = "unknown"
    DRAFT = "draft"
    CONSULTED = "consulted"
    ADOPTED = "adopted_by_owner"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    NO_ANSWER = "no_answer"
    IMPLEMENTED = "implemented"
    NOT_IMPLEMENTED = "not_implemented"
    WITHDRAWN = "withdrawn"


class ClaimKind(StrEnum):
    """What a claim says: a number, a point of law, or what people saw."""

    NUMBER = "number"
    LEGAL = "legal"
    TESTIMONY = "testimony"
    EXPERIENCE = "experience"


class ClaimState(StrEnum):
    """How a claim stands; a stale one rests on a figure that was revised since."""

    UNSUPPORTED = "unsupported"
    SUPPORTED = "supported"
    STALE = "stale"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


class LinkKind(StrEnum):
    """What a claim rests on."""

    ESTIMATE = "estimate"
    PUBLICATION = "publication"
    PROVISION = "provision"
    GAP = "gap"


class RequestState(StrEnum):
    """How far a request for a number is."""

    SUBMITTED = "submitted"
    TRIAGED = "triaged"
    IN_WORK = "in_work"
    ESTIMATE = "answered_estimate"
    DOCUMENT = "answered_document"
    GAP = "data_gap"
    DECLINED = "declined"
    REOPENED = "reopened"


class GapReason(StrEnum):
    """Why there is no number."""

    NO_SURVEY = "no_survey"
    NO_VARIABLE = "no_variable"
    TOO_SMALL = "sample_too_small"
    NOT_RELEASED = "not_released"


class GapState(StrEnum):
    """How far a gap is from being closed."""

    OPEN = "open"
    RAISED = "raised_with_producer"
    PARTLY = "partly_closed"
    CLOSED = "closed"


class TestimonyState(StrEnum):
    """How far a testimony is from being shown; nothing is shown before that."""

    TOLD = "told"
    WRITTEN = "written"
    CHECKED = "checked"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Use(StrEnum):
    """What a teller may agree to; each is asked for on its own."""

    TEXT = "text"
    VOICE = "voice"
    IMAGE = "image"
    NAME = "name"


_JUDGED = (
    DemandState.ACCEPTED,
    DemandState.PARTLY,
    DemandState.REJECTED,
    DemandState.NO_ANSWER,
)
_DONE = (DemandState.IMPLEMENTED, DemandState.NOT_IMPLEMENTED)
_GONE = DemandState.WITHDRAWN
DEMAND_MOVES: Mapping[str, tuple[str, ...]] = {
    DemandState.UNKNOWN: (DemandState.ADOPTED, DemandState.SUBMITTED, *_JUDGED, *_DONE,
                          _GONE),
    DemandState.DRAFT: (DemandState.CONSULTED, _GONE),
    DemandState.CONSULTED: (DemandState.ADOPTED, _GONE),
    DemandState.ADOPTED: (DemandState.SUBMITTED, _GONE),
    DemandState.SUBMITTED: (*_JUDGED, _GONE),
    DemandState.ACCEPTED: _DONE,
    DemandState.PARTLY: _DONE,
    DemandState.REJECTED: _DONE,
    DemandState.NO_ANSWER: (*_JUDGED[:3], *_DONE, _GONE),
    DemandState.NOT_IMPLEMENTED: (DemandState.IMPLEMENTED,),
}  # fmt: skip
"""An answer may come late, and a promise be kept late."""
UNDECIDED = (DemandState.DRAFT, DemandState.CONSULTED)
"""States of a demand that is its owners' alone: no reader sees it yet."""
CLAIM_MOVES: Mapping[str, tuple[str, ...]] = {
    ClaimState.UNSUPPORTED: (
        ClaimState.SUPPORTED, ClaimState.STALE, ClaimState.DISPUTED,
        ClaimState.RETRACTED,
    ),
    ClaimState.SUPPORTED: (
        ClaimState.STALE, ClaimState.DISPUTED, ClaimState.RETRACTED,
    ),
    ClaimState.STALE: (ClaimState.DISPUTED, ClaimState.RETRACTED),
    ClaimState.DISPUTED: (
        ClaimState.SUPPORTED, ClaimState.STALE, ClaimState.RETRACTED,
    ),
}  # fmt: skip
ANSWERS = (
    RequestState.ESTIMATE,
    RequestState.DOCUMENT,
    RequestState.GAP,
    RequestState.DECLINED,
)
REQUEST_MOVES: Mapping[str, tuple[str, ...]] = {
    RequestState.SUBMITTED: (RequestState.TRIAGED,),
    RequestState.TRIAGED: (RequestState.IN_WORK, *ANSWERS),
    RequestState.IN_WORK: ANSWERS,
    **dict.fromkeys(ANSWERS, (RequestState.REOPENED,)),
    RequestState.REOPENED: (RequestState.TRIAGED, RequestState.IN_WORK, *ANSWERS),
}
GAP_MOVES: Mapping[str, tuple[str, ...]] = {
    GapState.OPEN: (GapState.RAISED, GapState.PARTLY, GapState.CLOSED),
    GapState.RAISED: (GapState.PARTLY, GapState.CLOSED),
    GapState.PARTLY: (GapState.RAISED, GapState.CLOSED),
    GapState.CLOSED: (GapState.OPEN,),
}
TESTIMONY_MOVES: Mapping[str, tuple[str, ...]] = {
    TestimonyState.TOLD: (TestimonyState.WRITTEN, TestimonyState.WITHDRAWN),
    TestimonyState.WRITTEN: (
        TestimonyState.CHECKED, TestimonyState.WRITTEN, TestimonyState.WITHDRAWN,
    ),
    TestimonyState.CHECKED: (
        TestimonyState.PUBLISHED, TestimonyState.WRITTEN, TestimonyState.WITHDRAWN,
    ),
    TestimonyState.PUBLISHED: (TestimonyState.WRITTEN, TestimonyState.WITHDRAWN),
}  # fmt: skip


class PaperState(StrEnum):
    """How far a version of a paper is; its text is fixed from final on."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"
    SUBMITTED = "submitted"
    PUBLISHED = "published"


class SignOnState(StrEnum):
    """How far an organisation's name under a paper is; only confirmed ones count."""

    INVITED = "invited"
    SIGNED = "signed_unconfirmed"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


PAPER_MOVES: Mapping[str, tuple[str, ...]] = {
    PaperState.DRAFT: (PaperState.REVIEW,),
    PaperState.REVIEW: (PaperState.DRAFT, PaperState.FINAL),
    PaperState.FINAL: (PaperState.SUBMITTED, PaperState.PUBLISHED),
    PaperState.SUBMITTED: (PaperState.PUBLISHED,),
}
"""A letter that nobody takes in is published without being submitted."""
OPEN_TO_CHANGE = (PaperState.DRAFT, PaperState.REVIEW)
SIGN_ON_MOVES: Mapping[str, tuple[str, ...]] = {
    SignOnState.INVITED: (SignOnState.SIGNED, SignOnState.WITHDRAWN),
    SignOnState.SIGNED: (SignOnState.CONFIRMED, SignOnState.WITHDRAWN),
    SignOnState.CONFIRMED: (SignOnState.WITHDRAWN,),
    SignOnState.WITHDRAWN: (SignOnState.SIGNED,),
}
"""Who has taken her name back may sign again, and confirms it again."""
