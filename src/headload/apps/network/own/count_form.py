"""Five questions about a number of members, read as people write on a phone.

``2,450``, ``2 450`` and ``2.450`` are one number; ``2.5`` is none. What is wrong is
named by its field, all at once.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from headload.apps.common.models import Concept
from headload.apps.network.kinds import Basis, Unit
from headload.apps.network.models import Organisation
from headload.apps.network.said_by import SAYS
from headload.apps.network.services import NewCount, Seen

MOST = 50_000_000
"""More than any organisation of the world has; a slip of the finger beyond."""
BASES: Mapping[str, Basis] = {
    "fees": Basis.PAID_UP,
    "register": Basis.REGISTER,
    "groups": Basis.DECLARED,
    "guess": Basis.ESTIMATED,
}
"""How it was counted, as the form asks it."""
_NUMBER = re.compile(r"\d{1,10}|\d{1,3}([ .,'\u2019\u00a0\u202f])\d{3}(\1\d{3})*")
_MONTH = re.compile(r"(?:(\d{4})(?:[-/.](\d{1,2}))?|(\d{1,2})[-/.](\d{4}))")
_ALL = "all"


@dataclass(frozen=True)
class Asked:
    """Of whom the form asks, when, and what stands for a source without a page.

    Parameters
    ----------
    own
        Whether the organisation itself answers; others name the page they saw.
    """

    organisation: Organisation
    today: datetime.date
    address: str
    own: bool

    @property
    def sectors(self) -> list[Concept]:
        """The groups to choose from; none where there is no choice."""
        found = list(self.organisation.sectors.all())
        return found if len(found) > 1 or self.organisation.other_sectors else []

    @property
    def says(self) -> list[str]:
        """Who may be named as the one who says so."""
        return [each for each in SAYS if each != "others" or not self.own]


@dataclass(frozen=True)
class Answer:
    """What was read: a number, or the word for what is wrong, by field."""

    new: NewCount | None
    wrong: Mapping[str, str]


def read(values: Mapping[str, str], asked: Asked) -> Answer:
    """Return the number that a form tells, or what is wrong with it.

    Parameters
    ----------
    values
        ``n``, ``women`` or ``women_not``, ``as_of``, ``basis``, ``says``; ``sector``
        where there is a choice; ``page``, without which the organisation speaks for
        itself.
    """
    said = {name: str(value).strip() for name, value in values.items()}
    number, women = number_of(said.get("n", "")), number_of(said.get("women", ""))
    wrong = {
        "n": _wrong_number(said.get("n", ""), number),
        "women": _wrong_women(said, number, women),
        "as_of": _wrong_month(said.get("as_of", ""), asked.today),
        "basis": "" if said.get("basis") in BASES else "own_wrong_choose",
        "says": "" if said.get("says") in asked.says else "own_wrong_choose",
        "sector": _wrong_sector(said.get("sector", ""), asked),
        "page": _wrong_page(said.get("page", ""), asked),
    }
    wrong = {name: word for name, word in wrong.items() if word}
    if wrong or number is None:
        return Answer(None, wrong)
    basis = BASES[said["basis"]]
    new = NewCount(
        value=number,
        unit=Unit.PERSONS,
        basis=basis,
        declared_by=SAYS[said["says"]],
        source=Seen(said.get("page") or asked.address, asked.today),
        women_count=women,
        women_not_collected=women is None,
        as_of=month_of(said["as_of"]),
        includes_affiliates=True if said["basis"] == "groups" else None,
        rounded=basis == Basis.ESTIMATED,
    )
    return Answer(_of_sector(new, said.get("sector", ""), asked), {})


def number_of(text: str) -> int | None:
    """Return a whole number as people write it; none for anything else.

    Examples
    --------
    >>> number_of("2,450"), number_of("2 450"), number_of("2.5"), number_of("-3")
    (2450, 2450, None, None)
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return int("".join(each for each in text if each.isdecimal()))


def month_of(text: str) -> str:
    """Return a month or year as it is kept; empty for anything else.

    Examples
    --------
    >>> month_of("2026-10"), month_of("3/2025"), month_of("2024"), month_of("May")
    ('2026-10', '2025-03', '2024', '')
    """
    found = _MONTH.fullmatch(text.strip())
    if not found:
        return ""
    year = int(found[1] or found[4])
    month = int(found[2] or found[3] or 0)
    if month > 12 or year < 1900 or ((found[2] or found[3]) and not month):
        return ""
    return f"{year:04}-{month:02}" if month else f"{year:04}"


def _wrong_number(text: str, number: int | None) -> str:
    if not text:
        return "own_wrong_missing"
    return "" if number is not None and 0 < number <= MOST else "own_wrong_number"


def _wrong_women(said: Mapping[str, str], all_of: int | None, women: int | None) -> str:
    text, not_counted = said.get("women", ""), bool(said.get("women_not"))
    if not text:
        return "" if not_counted else "own_wrong_women_missing"
    if not_counted:
        return "own_wrong_women_both"
    if women is None:
        return "own_wrong_number"
    return "own_wrong_women_more" if all_of and women > all_of else ""


def _wrong_month(text: str, today: datetime.date) -> str:
    month = month_of(text)
    if not month:
        return "own_wrong_month" if text else "own_wrong_missing"
    return "own_wrong_future" if month > today.isoformat()[: len(month)] else ""


def _wrong_sector(text: str, asked: Asked) -> str:
    codes = {each.code for each in asked.sectors} | {_ALL}
    return "own_wrong_choose" if asked.sectors and text not in codes else ""


def _wrong_page(text: str, asked: Asked) -> str:
    if not text:
        return "" if asked.own else "own_wrong_missing"
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return "own_wrong_page"
    return "own_wrong_page" if len(text) > 500 else ""


def _of_sector(new: NewCount, text: str, asked: Asked) -> NewCount:
    if asked.sectors:
        sector = next((each for each in asked.sectors if each.code == text), None)
    else:
        sector = asked.organisation.sectors.first()
    return replace(new, sector=sector, all_sectors=sector is None)
