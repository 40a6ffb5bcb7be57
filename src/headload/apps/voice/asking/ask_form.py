"""A question as it is typed on a telephone: one sentence, and what is known beside it.

What is wrong is named by its field, all at once, in the words of the site.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor
from headload.apps.voice.asking.page import concept
from headload.apps.voice.due import due_in
from headload.apps.voice.models import Process
from headload.apps.voice.services import Wanted
from headload.apps.voice.words import STILL_OPEN

LONGEST = 600


@dataclass(frozen=True)
class Open:
    """A deadline that is still to come, which an answer may serve."""

    key: str
    process: Process
    what: str
    day: datetime.date


@dataclass(frozen=True)
class Question:
    """What was read: who asks what; `wrong` has the word for each field."""

    organisation: Organisation | None
    by: Actor | None
    text: str
    wanted: Wanted
    wrong: Mapping[str, str]


def open_deadlines(now: datetime.datetime) -> list[Open]:
    """Return deadlines that are to come, the next first."""
    shown = Process.objects.public().filter(state__in=STILL_OPEN)
    found = [
        Open(str(due.deadline.pk), process, due.deadline.what, due.day)
        for process in shown.select_related("body").prefetch_related("deadlines")
        for due in due_in(process, now)
        if due.day
    ]
    return sorted(found, key=lambda each: (each.day, each.process.title))


def read(
    values: Mapping[str, str],
    speakers: Sequence[tuple[Organisation, Actor]],
    language: str,
    *,
    by_voice: bool = False,
) -> Question:
    """Return the question that a form asks, or what is wrong with it.

    Parameters
    ----------
    values
        ``organisation`` where there is a choice, ``question``, ``sector``, ``place``,
        ``deadline`` or ``needed_by``.
    by_voice
        Whether the question is in a sound, so that it needs no words.
    """
    said = {name: str(value).strip() for name, value in values.items()}
    organisation, by = _speaker(said.get("organisation", ""), speakers)
    text = said.get("question", "")
    serves = _serves(said.get("deadline", ""))
    day, wrong_day = _day(said.get("needed_by", ""), serves)
    place = concept(Scheme.PLACE, said.get("place", ""))
    wrong = {
        "organisation": "" if organisation else "own_wrong_choose",
        "question": _wrong_text(text, by_voice),
        "needed_by": wrong_day,
        "deadline": "own_wrong_choose" if said.get("deadline") and not serves else "",
    }
    wanted = Wanted(
        language=language,
        sector=concept(Scheme.WORKER_GROUP, said.get("sector", "")),
        area=place or _area_of(organisation, "place" in said),
        needed_by=day,
        process=serves.process if serves else None,
    )
    wrong = {name: word for name, word in wrong.items() if word}
    return Question(organisation, by, text, wanted, wrong)


def _speaker(
    permanent: str, speakers: Sequence[tuple[Organisation, Actor]]
) -> tuple[Organisation | None, Actor | None]:
    if not permanent and len(speakers) == 1:
        return speakers[0]
    found = (pair for pair in speakers if pair[0].permanent == permanent)
    return next(found, (None, None))


def _area_of(organisation: Organisation | None, chosen: bool) -> Concept | None:
    """Return the place of who asks, where the form leaves the place out."""
    return None if chosen or organisation is None else organisation.area


def _wrong_text(text: str, by_voice: bool) -> str:
    if not text:
        return "" if by_voice else "own_wrong_missing"
    return "ask_wrong_long" if len(text) > LONGEST else ""


def _serves(key: str) -> Open | None:
    if not key:
        return None
    return next((e for e in open_deadlines(timezone.now()) if e.key == key), None)


def _day(text: str, serves: Open | None) -> tuple[datetime.date | None, str]:
    """Return the day on which it is needed, and what is wrong with what was typed."""
    if not text:
        return (serves.day if serves else None), ""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None, "ask_wrong_day"
    return day, "own_hl_voi_10" if day < timezone.localdate() else ""
