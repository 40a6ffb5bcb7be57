"""The words that laws and processes are told with: types, states, kinds, tags, rungs.

Each is a code in the database, and a text in the words of the site under its prefix,
as `law_status_in_force`.
"""

from enum import IntEnum, StrEnum


class LawType(StrEnum):
    """What kind of text it is (schema.org: legislationType)."""

    CONVENTION = "convention"
    RECOMMENDATION = "recommendation"
    DECLARATION = "declaration"
    CONSTITUTION = "constitutional_amendment"
    ACT = "act"
    REGULATION = "regulation"
    EXECUTIVE_ORDER = "executive_order"
    ORDINANCE = "ordinance"
    BILL = "bill"
    POLICY = "policy"
    PLAN = "plan"
    AGREEMENT = "agreement"
    JUDGMENT = "judgment"
    OTHER = "other"


class LawStatus(StrEnum):
    """How far a law is, from draft to end; unknown is said and never guessed."""

    BILL = "bill"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    PARTLY = "partly_in_force"
    DECIDED = "decided"
    REPEALED = "repealed"
    STRUCK_DOWN = "struck_down"
    UNKNOWN = "unknown"


class LawEventKind(StrEnum):
    """What happened to a law, beside its adoption and coming into force."""

    PROPOSED = "proposed"
    PASSED_CHAMBER = "passed_chamber"
    PUBLISHED = "published"
    AMENDED = "amended"
    CHALLENGED = "challenged"
    REPEALED = "repealed"
    STRUCK_DOWN = "struck_down"
    OTHER = "other"


class PlaceFrom(StrEnum):
    """Where the place of a process is from, if its source does not give it."""

    BODY = "body"
    TITLE = "title"


class Tag(StrEnum):
    """What a provision is about, as those whom it governs ask for it."""

    RECOGNITION = "recognition"
    LICENCE = "licence"
    EVICTION = "eviction"
    CONFISCATION = "confiscation"
    SOCIAL_SECURITY = "social_security"
    WAGE = "wage"
    HOURS = "hours"
    SAFETY_AND_HEALTH = "occupational_safety_and_health"
    BARGAINING = "bargaining"
    REPRESENTATION = "representation"
    WASTE_ACCESS = "waste_access"
    PRODUCER_RESPONSIBILITY = "producer_responsibility"


class Rung(IntEnum):
    """A step from a law on paper to one that works."""

    RULES = 1
    BODY = 2
    BUDGET = 3
    REGISTER = 4
    BENEFIT = 5
    REMEDY = 6


class CheckValue(StrEnum):
    """What somebody who looked found."""

    YES = "yes"
    NO = "no"


class Level(StrEnum):
    """For how large a place a body sets rules."""

    GLOBAL = "global"
    REGIONAL = "regional"
    NATIONAL = "national"
    PROVINCE = "province"
    COUNTY = "county"
    CITY = "city"


class ProcessKind(StrEnum):
    """What kind of process makes or watches a rule."""

    STANDARD_SETTING = "standard_setting"
    GENERAL_DISCUSSION = "general_discussion"
    RECURRENT_DISCUSSION = "recurrent_discussion"
    SUPERVISION = "supervision"
    TREATY_NEGOTIATION = "treaty_negotiation"
    TREATY_BODY_REVIEW = "treaty_body_review"
    PEER_REVIEW = "peer_review"
    REVIEW = "review"
    FORUM = "forum"
    LEGISLATION = "legislation"
    RULE_MAKING = "rule_making"
    BY_LAW = "by_law"
    CITY_PLANNING = "city_planning"
    IMPLEMENTATION = "implementation"
    BARGAINING = "bargaining"
    LITIGATION = "litigation"
    CONGRESS = "congress"


class ProcessState(StrEnum):
    """How far a process is."""

    ANNOUNCED = "announced"
    OPEN = "open"
    NEGOTIATION = "text_under_negotiation"
    DECIDED = "decided"
    IMPLEMENTATION = "implementation"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    LAPSED = "lapsed"


STILL_OPEN = (
    ProcessState.OPEN,
    ProcessState.NEGOTIATION,
    ProcessState.ANNOUNCED,
    ProcessState.SUSPENDED,
    ProcessState.DECIDED,
    ProcessState.IMPLEMENTATION,
)
"""States in which something can still be said, the most urgent first."""


class AgreementState(StrEnum):
    """How far an agreement is."""

    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    BREACHED = "breached"


class Counterpart(StrEnum):
    """Who stands on the other side of an agreement: often nobody's employer."""

    CITY = "city"
    MINISTRY = "ministry"
    CONTRACTOR = "contractor"
    UTILITY = "utility"
    BUYER = "buyer"
    EMPLOYER = "employer"
    OTHER = "other"


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the members of an enumeration for a form of the desk."""
    return [(each.value, each.value.replace("_", " ").capitalize()) for each in kind]


def values(kind: type[StrEnum]) -> list[str]:
    """Return the codes of an enumeration, for what the database is held to."""
    return [each.value for each in kind]
