"""The words of papers and sign-ons: kinds, organs that decide, channels, what is shown.

Each is a code in the database, and a text in the words of the site under its prefix,
as `organ_assembly`. Organs and roles are chosen from a list, so that no name of a
person gets into what is shown.
"""

from enum import StrEnum


class PaperKind(StrEnum):
    """What is written."""

    POSITION = "position_paper"
    SUBMISSION = "submission"
    LETTER = "letter"


class Organ(StrEnum):
    """Which organ of an organisation decided to sign."""

    ASSEMBLY = "assembly"
    CONGRESS = "congress"
    COUNCIL = "council"
    EXECUTIVE = "executive_committee"
    BOARD = "board"
    BALLOT = "ballot"


class Signer(StrEnum):
    """In which office somebody signs for an organisation."""

    PRESIDENT = "president"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    DELEGATE = "delegate"
    COORDINATOR = "coordinator"
    OTHER = "other"


class Channel(StrEnum):
    """How a sign-on arrived."""

    WEB = "web"
    MAIL = "mail"
    SMS = "sms"
    PAPER = "paper"


class Display(StrEnum):
    """What the public sees of an organisation that signed."""

    NAME = "name"
    COUNTRY = "country"
    HIDDEN = "hidden"
