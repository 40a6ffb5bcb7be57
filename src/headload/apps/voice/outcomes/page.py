"""What the page of a win shows: what changed, who says or doubts it, what since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.standing import standing_of
from headload.apps.common.words import Text, say
from headload.apps.network.selectors import records_called, same_name
from headload.apps.voice.demands.choose import cards as demand_cards
from headload.apps.voice.demands.page import Rests
from headload.apps.voice.models import (
    Agreement,
    Dispute,
    Law,
    Outcome,
    Source,
)
from headload.apps.voice.outcomes.choose import Card, cards
from headload.apps.voice.outcomes.parties import Party, known
from headload.apps.voice.page import about, ladders, places

_SURETY = {"": "good", "E": "care"}


@dataclass(frozen=True)
class Said:
    """A statement that a reader may read.

    Parameters
    ----------
    party
        None for one that has no record here and is named alone.
    """

    text: Text
    day: str
    party: Party | None = None
    name: str = ""
    source: Source | None = None
    settled: str = ""
    settled_on: str = ""


@dataclass(frozen=True)
class Heard:
    """Statements, and how many more there are whose speakers are not named."""

    said: Sequence[Said]
    hidden: int

    @property
    def any(self) -> bool:
        """Whether anybody says it."""
        return bool(self.said or self.hidden)


def content_of(outcome: Outcome, language: str) -> Mapping[str, Any]:
    """Return what the template knows of a win."""
    card = cards(language, pk=outcome.pk)[0]
    told = outcome.told(language)
    law = outcome.law
    seen = Law.objects.public().filter(pk=law.pk).exists() if law else False
    checks = law.checks.public().select_related("area") if law and seen else ()
    return {
        "outcome": outcome,
        "card": card,
        "told": told,
        "foreign": told.language if told and told.language != language else "",
        "others": _others(outcome, told.language if told else ""),
        "about": about(outcome, language),
        "places": places(outcome, language),
        "law": law if seen else None,
        "agreement": _agreement(outcome),
        "ladders": ladders(list(checks), language),
        "demands": demand_cards(language, pk__in=_ids(card)),
        "rests": _figure(outcome, language),
        "contributions": heard(outcome.contributions.exclude(shown_on=None), language),
        "disputes": heard(outcome.disputes.exclude(shown_on=None), language),
        "follow_ups": outcome.follow_ups.select_related("source"),
        "sources": outcome.sources.all(),
    }


def heard(statements: Any, language: str) -> Heard:
    """Return statements as a reader may read them."""
    called = records_called()
    rows = [(each, _number(each, called)) for each in statements]
    shown = known(number for _, number in rows)
    said = [
        _said(each, shown.get(number or 0), language)
        for each, number in rows
        if number is None or (number in shown and shown[number].speaks)
    ]
    return Heard(said, len(rows) - len(said))


def _number(statement: Any, called: Mapping[str, int]) -> int | None:
    """Return the record of whoever says it; none where there is none of that name."""
    name = getattr(statement, "name", "")
    return statement.organisation_id or called.get(same_name(name))


def _said(statement: Any, party: Party | None, language: str) -> Said:
    own = statement.language if statement.language != language else ""
    more = {}
    if isinstance(statement, Dispute):
        ended = statement.settled_on
        more = {
            "name": statement.name,
            "source": statement.source,
            "settled": statement.settled,
            "settled_on": ended.isoformat() if ended else "",
        }
    day = statement.stated_on.isoformat()
    return Said(Text(statement.text, own), day, party, **more)


def _figure(outcome: Outcome, language: str) -> list[Rests]:
    """Return the figure of those whom it covers as it was, and as it is today."""
    if not outcome.estimate_id:
        return []
    now = standing_of(outcome.estimate_id, outcome.release_id, language)
    written = f"{outcome.value:,.6g}"
    if outcome.low is not None and outcome.high is not None:
        low, high = f"{outcome.low:,.6g}", f"{outcome.high:,.6g}"
        written += f" ({say('range', language, low=low, high=high)})"
    return [
        Rests(
            kind="estimate",
            title=Text(now.title if now else outcome.estimate_id),
            address=now.address if now else "",
            amount=(now.was if now else "") or written,
            now=now.amount if now and now.revised else "",
            revised=bool(now and now.revised),
            surety=_SURETY.get(outcome.flag, "few"),
            release_id=outcome.release_id,
        )
    ]


def _agreement(outcome: Outcome) -> Agreement | None:
    found = Agreement.objects.public().filter(pk=outcome.agreement_id)
    return found.first() if outcome.agreement_id else None


def _others(outcome: Outcome, shown: str) -> list[tuple[str, str]]:
    return [
        (each.language, each.text)
        for each in outcome.texts.all()
        if each.language != shown and each.language in LANGUAGES
    ]


def _ids(card: Card) -> list[int]:
    return [each.pk for each in card.outcome.demands.all()]
