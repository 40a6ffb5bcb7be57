"""The fields of an organisation as its own people write them, read all at once.

What is wrong is named by its field, and nothing is kept then. A field that the form
does not hold stays as it is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.contacts import is_contact
from headload.apps.network.history import told
from headload.apps.network.kinds import Classification, Level, NameKind
from headload.apps.network.models import Organisation
from headload.apps.network.models.shared import written_date
from headload.apps.network.selectors import CAN_BE_KEPT_BACK

LINES = ("acronym", "legal_status", "city", "other_sectors")
DATES = ("founded", "registered", "dissolved")
TEXTS = ("description", "activities", "democratic_evidence")
CHOICES: Mapping[str, Sequence[str]] = {
    "classification": [each.value for each in Classification],
    "level": [each.value for each in Level],
}
YES_NO: Mapping[str, bool | None] = {"yes": True, "no": False, "": None}
_ASKED = ("is_mbo", "does_research", "has_garment_workers")
_LONGEST = 5000
_LANGUAGES = re.compile(r"[a-z]{2,3}( [a-z]{2,3})*")


@dataclass(frozen=True)
class Name:
    """A further name, as it is typed."""

    text: str
    language: str
    kind: NameKind


@dataclass(frozen=True)
class Answer:
    """What was read, or the word for what is wrong, by field.

    Parameters
    ----------
    values
        What differs from the record, by field.
    kept_back
        Fields that the network alone shall see.
    """

    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    added: Name | None = None
    removed: Sequence[str] = ()
    kept_back: Sequence[str] = ()
    wrong: Mapping[str, str] = field(default_factory=dict)


def as_typed(organisation: Organisation) -> dict[str, Any]:
    """Return a record as the form shows it."""
    plain = ("name", "languages", "links", *LINES, *DATES, *TEXTS, *CHOICES)
    words = {answer: word for word, answer in YES_NO.items()}
    return {
        **{name: getattr(organisation, name) for name in plain},
        **{name: words[getattr(organisation, name)] for name in _ASKED},
        "area": organisation.area.code if organisation.area else "",
        "sectors": [each.code for each in organisation.sectors.all()],
        "kept_back": organisation.kept_back_fields,
    }


def read(values: Any, organisation: Organisation) -> Answer:
    """Return what a form changes of a record, or what is wrong with it.

    Parameters
    ----------
    values
        As Django's ``QueryDict``.
    """
    typed: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, reader in _READERS.items():
        if name in values:
            try:
                typed[name] = reader(name, values.get(name, "").strip())
            except (ValidationError, KeyError, ValueError) as error:
                wrong[name] = _word_of(error, name)
    if "area" in values:
        typed["area"] = _place(values["area"], wrong)
    typed["sectors"] = _groups(values.getlist("sectors"))
    added = _name(values, wrong)
    return Answer(
        name=typed.pop("name", organisation.name),
        values=_differing(typed, organisation),
        added=added,
        removed=values.getlist("remove"),
        kept_back=[e for e in values.getlist("kept_back") if e in CAN_BE_KEPT_BACK],
        wrong=wrong,
    )


def _line(name: str, text: str) -> str:
    longest = Organisation._meta.get_field(name).max_length or _LONGEST
    if len(text) > longest or (name == "name" and not text):
        raise ValueError("own_wrong_missing" if not text else "own_wrong_long")
    if name not in {"links", "languages"} and is_contact(text):
        raise ValueError("own_wrong_contact")
    return text


def _date(name: str, text: str) -> str:
    if text:
        written_date(text)
    return text


def _choice(name: str, text: str) -> str:
    if text and text not in CHOICES[name]:
        raise ValueError("own_wrong_choose")
    return text


def _yes_no(name: str, text: str) -> bool | None:
    return YES_NO[text]


def _languages(name: str, text: str) -> str:
    codes = " ".join(text.lower().replace(",", " ").split())
    if codes and not _LANGUAGES.fullmatch(codes):
        raise ValueError("own_wrong_languages")
    return _line(name, codes)


def _links(name: str, text: str) -> str:
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    for each in lines:
        try:
            URLValidator(schemes=["http", "https"])(each)
        except ValidationError:
            raise ValueError("own_wrong_page") from None
    return _line(name, "\n".join(lines))


Reader = Callable[[str, str], Any]
_READERS: Mapping[str, Reader] = {
    **dict.fromkeys(("name", *LINES, *TEXTS), _line),
    **dict.fromkeys(DATES, _date),
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(_ASKED, _yes_no),
    "languages": _languages,
    "links": _links,
}


def _word_of(error: Exception, name: str) -> str:
    if name in DATES:
        return "own_wrong_date"
    said = str(error.args[0]) if error.args else ""
    return said if said.startswith("own_wrong_") else "own_wrong_choose"


def _place(code: str, wrong: dict[str, str]) -> Concept | None:
    found = Concept.objects.filter(scheme=Scheme.PLACE, code=code).first()
    if code and found is None:
        wrong["area"] = "own_wrong_choose"
    return found


def _groups(codes: Sequence[str]) -> list[Concept]:
    found = Concept.objects.filter(scheme=Scheme.WORKER_GROUP, code__in=codes)
    return list(found)


def _name(values: Any, wrong: dict[str, str]) -> Name | None:
    """Return a further name that was typed; none where the field is empty."""
    text = values.get("new_name", "").strip()
    if not text:
        return None
    language = values.get("new_language", "").strip().lower()
    if len(text) > 300 or is_contact(text):
        wrong["new_name"] = (
            "own_wrong_contact" if is_contact(text) else "own_wrong_long"
        )
    if language and not re.fullmatch(r"[a-z]{2,3}", language):
        wrong["new_language"] = "own_wrong_languages"
    kinds = {each.value for each in NameKind}
    kind = values.get("new_kind", "")
    return Name(text, language, NameKind(kind if kind in kinds else NameKind.LOCAL))


def _differing(typed: Mapping[str, Any], organisation: Organisation) -> dict[str, Any]:
    """Return what is not as it is kept."""
    kept = {name: getattr(organisation, name) for name in typed if name != "sectors"}
    kept["sectors"] = list(organisation.sectors.all())
    return {
        name: value for name, value in typed.items() if told(value) != told(kept[name])
    }
