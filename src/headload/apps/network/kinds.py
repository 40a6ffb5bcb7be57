"""The lists that the fields of the network choose from.

Values are kept in the database, so a value is never used again with another meaning.
An empty text means *not known* everywhere.
"""

from enum import StrEnum

from headload.apps.network import observations

Classification = observations.Classification
NOT_OF_MEMBERS = observations.NOT_OF_MEMBERS


class Level(StrEnum):
    """How far an organisation reaches."""

    LOCAL = "local"
    NATIONAL = "national"
    REGIONAL = "regional"
    GLOBAL = "global"


class Visibility(StrEnum):
    """Who may see something, from all to few."""

    PUBLIC = "public"
    NETWORK = "network"
    ORGANISATION = "organisation"
    RESTRICTED = "restricted"


class RiskLevel(StrEnum):
    """What its members risk by being found."""

    LOW = "low"
    ELEVATED = "elevated"
    HIGH = "high"


class NameKind(StrEnum):
    """What another name is."""

    FORMER = "former"
    TRANSLATION = "translation"
    SHORT = "short"
    LOCAL = "local"


class AffiliationKind(StrEnum):
    """How one organisation belongs to another.

    `AFFILIATE` is for sources that say no more than that.
    """

    AFFILIATE = "affiliate"
    FULL = "full"
    ASSOCIATE = "associate"
    VIA_NETWORK = "via_network"
    OBSERVER = "observer"


class Unit(StrEnum):
    """What a count counts; persons alone can enter a rate."""

    PERSONS = "persons"
    HOUSEHOLDS = "households"
    GROUPS = "groups"
    ORGANISATIONS = "organisations"
    INDIRECT_ORGANISATIONS = "indirect_organisations"
    COUNTRIES = "countries"


class Basis(StrEnum):
    """How a number came to be known: `observations.Basis`, and two that never add up.

    Another database or a third party that does not say how it knows.
    """

    DECLARED = observations.Basis.DECLARED
    PAID_UP = observations.Basis.PAID_UP
    AFFILIATED = observations.Basis.AFFILIATED
    REGISTER = observations.Basis.REGISTER
    AUDITED = observations.Basis.AUDITED
    ESTIMATED = observations.Basis.ESTIMATED
    PRESS = observations.Basis.PRESS
    DATABASE = "database"
    THIRD_PARTY = "third-party"


class Verification(StrEnum):
    """How far a count was checked."""

    UNVERIFIED = "unverified"
    SOURCE_CHECKED = "source_checked"
    CORROBORATED = "corroborated"
    AUDITED = "audited"
    DISPUTED = "disputed"
    STALE = "stale"
    SUPERSEDED = "superseded"


CHECKED = (
    Verification.SOURCE_CHECKED,
    Verification.CORROBORATED,
    Verification.AUDITED,
)
"""States that say that a second person looked."""


class SeatKind(StrEnum):
    """What a seat lets its holder do."""

    MEMBER = "member"
    OBSERVER = "observer"
    COMMITTEE = "committee_seat"
    DELEGATE = "workers_group_delegate"


class ChangeKind(StrEnum):
    """What happened to organisations (W3C ORG: ChangeEvent)."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"


class Purpose(StrEnum):
    """What a consent allows."""

    DIRECTORY = "directory"
    CONTACT_RELAY = "contact_relay"
    QUOTE = "quote"
    PHOTO = "photo"
    DELEGATION_LIST = "delegation_list"


class Given(StrEnum):
    """How a consent was given."""

    FORM = "form"
    PAPER = "paper_scan"
    VOICE = "voice_note"


class ContactKind(StrEnum):
    """What a contact is."""

    PERSON = "person"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """Return values and English words of a list, as Django's forms take them.

    Examples
    --------
    >>> choices(RiskLevel)[0]
    ('low', 'Low')
    """
    return [(each.value, each.value.replace("_", " ").capitalize()) for each in kind]
