"""Why a field or a number says what it says: the public history in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say, words
from headload.apps.network.models import MembershipCount, Organisation
from headload.apps.network.rights import READER
from headload.apps.network.said_by import said_by
from headload.apps.network.selectors import Told, history_of, why

_OF_COUNT = {
    "value": "count_number",
    "unit": "count_number",
    "sector": "org_field_sectors",
    "all_sectors": "count_all_sectors",
    "area": "org_field_area",
    "part": "count_part",
    "women_count": "count_women",
    "women_share": "count_women",
    "women_not_collected": "count_women",
    "youth_share": "count_youth",
    "as_of": "count_when",
    "occasion": "count_when",
    "basis": "count_basis",
    "includes_affiliates": "count_with_affiliates",
    "rounded": "count_number",
    "declared_by": "count_by",
    "method_note": "note_of_source",
    "verification": "count_checked",
}
_WORDS = {
    "classification": "org_type_",
    "level": "level_",
    "unit": "unit_",
    "basis": "basis_",
    "verification": "checked_",
}
_PERMANENT = 26
_WEB = ("http://", "https://")


@dataclass(frozen=True)
class Line:
    """One event in words."""

    day: str
    what: Text
    old: Text
    new: Text
    role: Text
    reason: str
    sources: Sequence[str]


def answer_of(
    organisation: Organisation, field: str, counts: Sequence[Mapping[str, Any]]
) -> list[Told] | None:
    """Return what happened to a field, or to a count, that the public sees.

    Parameters
    ----------
    field
        Name of a field, or permanent id of a count.
    counts
        What the public sees of its counts.

    Returns
    -------
    list, optional
        None where there is no such field or count on its page.
    """
    if len(field) == _PERMANENT:
        shown = {each.get("permanent") for each in counts}
        count = MembershipCount.objects.filter(permanent=field.upper()).first()
        if count is None or count.permanent not in shown:
            return None
        return why(READER, count)
    if f"org_field_{field}" not in words():
        return None
    return history_of(READER, organisation, field)


def lines_of(told: Sequence[Told], language: str) -> list[Line]:
    """Return events in the words of a language."""
    return [
        Line(
            day=each.day,
            what=_what(each.field, language),
            old=_valued(each.field, each.old, language),
            new=_new(each, language),
            role=say(f"role_{each.role}", language),
            reason=each.reason,
            sources=[part for part in each.source.split() if part.startswith(_WEB)],
        )
        for each in told
    ]


def _what(field: str, language: str) -> Text:
    name = _OF_COUNT.get(field, f"org_field_{field}")
    return say(name, language) if name in words() else Text(field)


def _new(told: Told, language: str) -> Text:
    if told.new:
        return _valued(told.field, told.new, language)
    return say("not_known" if told.old else "why_untold", language)


def _valued(field: str, value: str, language: str) -> Text:
    """Return a value of the history in words, where there are such."""
    if field in {"area", "sector", "sectors"}:
        scheme = Scheme.PLACE if field == "area" else Scheme.WORKER_GROUP
        names = named(scheme, language)
        return Text(", ".join(str(names.get(code, code)) for code in value.split()))
    if field == "declared_by":
        return said_by(value, language)
    name = f"{_WORDS.get(field, '')}{value}"
    if name in words() and (field in _WORDS or value in {"yes", "no"}):
        return say(name, language)
    return Text(value)
