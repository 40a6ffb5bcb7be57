"""Readiness of one survey: from its map alone, or from its map and its file."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from headload.measure.harmonise import SurveyMap, load_survey, survey_editions
from headload.measure.pipeline import words_for
from headload.measure.pipeline.known import LARGEST_UNKNOWN_SHARE
from headload.measure.readiness.asked import ASKED, Asked, what_is_asked
from headload.measure.readiness.items import items_of
from headload.measure.readiness.ladder import (
    Gain,
    Rung,
    Standing,
    climb,
    question_id,
)
from headload.measure.readiness.observed import Observed
from headload.measure.readiness.trial import Trial
from headload.measure.readiness.words import (
    how_asked,
    item_label,
    question_label,
    say,
    wording,
)

NOT_REAL = ("xts/", "xfm/")
SECTOR = "sector_of_unit."
MOST_UNDEFINED = 100 * LARGEST_UNKNOWN_SHARE


@dataclass(frozen=True)
class Readiness:
    """What a survey can show, what it loses, and which question would help.

    Parameters
    ----------
    survey
        The map.
    standard
        Edition of the standard on informality and of the concept of employment.
    asked
        How the survey asks, by harmonised variable.
    standings
        Every group and indicator with its rung, in reading order.
    gains
        What each lacking question would bring, best first.
    elsewhere
        Surveys of the atlas that ask a question, by question.
    unknown
        Percent of the employed of whom an item is not known in the file, by item;
        empty without a file.
    """

    survey: SurveyMap
    standard: str
    asked: Mapping[str, Asked]
    standings: tuple[Standing, ...]
    gains: tuple[Gain, ...]
    elsewhere: Mapping[str, tuple[str, ...]]
    unknown: Mapping[str, float]


def readiness(
    survey: str,
    *,
    standard: str = "icls17",
    atlas: Path | None = None,
    observed: Observed | None = None,
) -> Readiness:
    """Tell what a survey can show of informal workers.

    Parameters
    ----------
    survey
        Id of a map, such as ``ecu/enemdu/2021q1``.
    standard
        Edition of the standard on informality.
    atlas
        Another folder of maps.
    observed
        What a file of the survey shows of who was asked; see `observe`.

    Raises
    ------
    WrongUse
        When there is no such map or edition.
    BadInput
        When the map does not follow its schema.
    """
    loaded = load_survey(survey, atlas)
    words = words_for(standard, loaded.employment_standard)
    asked = _narrowed(what_is_asked(loaded), observed)
    items = items_of(words)
    constants = {
        "employment_standard": loaded.employment_standard,
        **{name: choice.value for name, choice in loaded.choices.items()},
    }
    employed = words.rules["employed"].column
    trial = Trial(asked, constants, items, employed=employed)
    standings, gains = climb(trial, asked, items)
    unknown = observed.unknown if observed else {}
    standings = tuple(_as_published(each, unknown) for each in standings)
    return Readiness(
        survey=loaded,
        standard=words.published_standard,
        asked=asked,
        standings=standings,
        gains=gains,
        elsewhere=_elsewhere(gains, asked, loaded.id, atlas),
        unknown=unknown,
    )


def _narrowed(
    asked: Mapping[str, Asked], observed: Observed | None
) -> dict[str, Asked]:
    """Add what the file shows of who was asked, where the map says nothing."""
    found = dict(asked)
    for name, statuses in observed.asked_of.items() if observed else ():
        if found[name].state == ASKED and "status_answered" not in found[name].of:
            of = {**found[name].of, "status_answered": statuses}
            found[name] = replace(found[name], of=of)
    return found


def _as_published(standing: Standing, unknown: Mapping[str, float]) -> Standing:
    """Take back the sector where so much is undefined that no table is published."""
    share = unknown.get(standing.item.id, 0.0)
    refused = share >= MOST_UNDEFINED and standing.item.id.startswith(SECTOR)
    return replace(standing, rung=Rung.NOT_SHOWN) if refused else standing


def _elsewhere(
    gains: tuple[Gain, ...],
    asked: Mapping[str, Asked],
    survey: str,
    atlas: Path | None,
) -> dict[str, tuple[str, ...]]:
    """Return who asks it, and where only answers lack, who offers those answers."""
    own = survey.rsplit("/", 1)[0]
    others = [
        what
        for edition in survey_editions(atlas)
        if not edition.ids[-1].startswith((*NOT_REAL, own + "/"))
        for what in [(edition.ids[-1], load_survey(edition.ids[-1], atlas))]
    ]
    theirs = {name: what_is_asked(loaded) for name, loaded in others}
    return {
        gain.question: tuple(
            name
            for name, what in theirs.items()
            if any(_better(what[v], asked[v]) for v in gain.variables)
        )
        for gain in gains
    }


def _better(theirs: Asked, ours: Asked) -> bool:
    if theirs.state != ASKED:
        return False
    if ours.state != ASKED:
        return True
    answers = set(ours.answers_lacking) - set(theirs.answers_lacking)
    return bool(answers or (ours.of and not theirs.of) or theirs.digits > ours.digits)


def plain(report: Readiness, language: str = "en") -> dict[str, Any]:
    """Return the report as data for `--json`, the page and the data-gap register."""
    survey = report.survey
    return {
        "schema": "headload-readiness/1",
        "survey": survey.id,
        "title": survey.title.get(language, survey.title["en"]),
        "map": {"sha256": survey.sha256, "status": survey.status},
        "standard": report.standard,
        "language": language,
        "items": [_item(report, standing, language) for standing in report.standings],
        "questions": [_question(report, gain, language) for gain in report.gains],
        "asked_in_part": [
            {
                "variable": name,
                "how": list(how_asked(each, question_id(name), language)),
            }
            for name, each in report.asked.items()
            if each.state == ASKED and not each.whole
        ],
    }


def _item(report: Readiness, standing: Standing, language: str) -> dict[str, Any]:
    item = standing.item
    return {
        "id": item.id,
        "section": item.section,
        "label": item_label(item, language),
        "rung": standing.rung.word,
        "unknown_percent": report.unknown.get(item.id),
        "losses": [
            {
                "question": loss.question,
                "together": loss.together,
                "effects": list(loss.effects),
                "answers": {name: list(a) for name, a in loss.answers.items() if a},
                "how": _how(report, loss.question, language, loss.answers),
            }
            for loss in standing.losses
        ],
    }


def _how(
    report: Readiness,
    question: str,
    language: str,
    answers: Mapping[str, tuple[str, ...]] | None = None,
) -> list[str]:
    lines: dict[str, None] = {}
    for name, asked in report.asked.items():
        if question_id(name) == question:
            only = None if answers is None else answers.get(name, ())
            said = how_asked(asked, question, language, only=only)
            lines |= dict.fromkeys(said)
    return list(lines)


def _question(report: Readiness, gain: Gain, language: str) -> dict[str, Any]:
    labels = {s.item.id: item_label(s.item, language) for s in report.standings}
    return {
        "question": gain.question,
        "label": question_label(gain.question, language),
        "wording": wording(gain.question, language),
        "variables": list(gain.variables),
        "how": _how(report, gain.question, language),
        "rungs": gain.rungs,
        "raises": [
            {
                "item": name,
                "label": labels[name],
                "from": now.word,
                "to": then.word,
                "to_label": say("rungs", then.word, language),
            }
            for name, now, then in gain.raises
        ],
        "asked_in": list(report.elsewhere.get(gain.question, ())),
    }
