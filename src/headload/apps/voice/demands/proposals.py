"""Gaps that a survey's readiness shows: which question it lacks, and who could ask it.

What `headload readiness --json` printed is read; nothing is measured here. A gap is
proposed for each question that would show what cannot be shown now, or in part. The
name of a gap leaves the edition of the survey out, so that the next one proposes no
second gap for the same question.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from headload.apps.common.groups import SLUGS
from headload.apps.common.models import Concept, Scheme
from headload.apps.common.surveys import surveys_in
from headload.apps.network.history import writing
from headload.apps.network.rights import COMMAND_LINE
from headload.apps.voice.models import DataGap
from headload.apps.voice.services import NewGap, open_gap
from headload.apps.voice.states import GapReason, GapState
from headload.errors import BadInput

SCHEMA = "headload-readiness/1"
_LACKING = {"not_shown", "in_part"}
_PARTS = ("survey", "title", "language", "questions")
_GROUP = {code: slug for slug, code in SLUGS.items()}


@dataclass(frozen=True)
class Proposed:
    """What a report comes to.

    Parameters
    ----------
    new
        Gaps that are not here yet.
    known
        Names of those that are here.
    answered
        Names of open gaps of the same survey whose question it asks now, or that would
        show nothing more; somebody decides whether they are closed.
    """

    survey: str
    new: Sequence[NewGap] = ()
    known: Sequence[str] = ()
    answered: Sequence[str] = ()


def proposals(path: Path) -> Proposed:
    """Return the gaps that a report shows, beside those that are here.

    Raises
    ------
    BadInput
        HL-VOI-23 for a file that is no report.
    """
    report = _read(path)
    survey = str(report["survey"])
    gaps = [_gap(report, each) for each in report["questions"] if _lacks(each)]
    own = slugify("-".join(survey.split("/")[:2]))
    here = DataGap.objects.filter(slug__startswith=f"{own}-asks-")
    known = set(here.values_list("slug", flat=True))
    wanted = {each.slug for each in gaps}
    still = here.exclude(state=GapState.CLOSED.value).exclude(slug__in=wanted)
    return Proposed(
        survey=survey,
        new=[each for each in gaps if each.slug not in known],
        known=sorted(wanted & known),
        answered=sorted(still.values_list("slug", flat=True)),
    )


def keep(found: Iterable[Proposed]) -> int:
    """Register what is proposed: all of it, or nothing; return how many."""
    with writing():
        kept = [open_gap(new, COMMAND_LINE) for each in found for new in each.new]
    return len(kept)


def _read(path: Path) -> Mapping[str, Any]:
    problem = ""
    try:
        report = json.loads(path.read_text("utf-8"))
        if report["schema"] == SCHEMA:
            return {name: report[name] for name in _PARTS}
        problem = f'its schema is "{report["schema"]}"'
    except OSError as error:
        problem = error.strerror or str(error)
    except (ValueError, KeyError, TypeError):
        problem = "it is not what headload readiness prints"
    raise BadInput(
        f"This is no report of readiness: {problem}",
        where=str(path),
        to_do="make one with: headload readiness SURVEY --json > FILE",
        code="HL-VOI-23",
    )


def _lacks(question: Mapping[str, Any]) -> bool:
    return any(each["from"] in _LACKING for each in question["raises"])


def _gap(report: Mapping[str, Any], question: Mapping[str, Any]) -> NewGap:
    country, series = str(report["survey"]).split("/")[:2]
    raised = [each for each in question["raises"] if each["from"] in _LACKING]
    groups = {_GROUP.get(str(each["item"]).partition("_type.")[0]) for each in raised}
    return NewGap(
        slug=slugify(f"{country}-{series}-asks-{question['question']}")[:100],
        title=f"{report['title']}: {question['label']}"[:300],
        indicator="; ".join(str(each["label"]) for each in raised)[:120],
        reason=GapReason.NO_VARIABLE.value,
        language=str(report["language"]),
        sectors=list(
            Concept.objects.filter(scheme=Scheme.WORKER_GROUP, code__in=groups - {None})
        ),
        area=Concept.objects.filter(scheme=Scheme.PLACE, code=country).first(),
        producer=_producer(country, str(report["title"]), str(report["language"])),
        question=str(question["wording"] or "; ".join(question["how"])),
    )


def _producer(country: str, title: str, language: str) -> str:
    """Return the office that makes a survey; empty where it is not known."""
    for each in surveys_in(country, language):
        if str(each.title) == title:
            return each.office
    return ""
