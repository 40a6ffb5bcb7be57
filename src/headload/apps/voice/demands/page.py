"""What the page of a demand shows: its text, its claims, and how each stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.standing import standing_of
from headload.apps.common.words import Text, say
from headload.apps.voice.demands.choose import Card, cards
from headload.apps.voice.models import (
    Aim,
    Body,
    Claim,
    Demand,
    EvidenceLink,
    Law,
    Platform,
    Process,
)
from headload.apps.voice.page import about, places
from headload.apps.voice.states import ClaimState, LinkKind
from headload.apps.voice.texts.versions import newest_beside

_SURETY = {"": "good", "E": "care"}


@dataclass(frozen=True)
class Rests:
    """What a claim rests on.

    Parameters
    ----------
    address
        Empty where it has no page that readers may see.
    amount
        Of an estimate: value and range as they were when it was cited.
    now
        Value and range today, where they are others; empty also where withheld.
    surety
        How sure the figure was; empty for what is no figure.
    """

    kind: str
    title: Text
    address: str = ""
    amount: str = ""
    now: str = ""
    revised: bool = False
    surety: str = ""
    release_id: str = ""
    estimate_id: str = ""


@dataclass(frozen=True)
class Told:
    """A claim in the language of a page, what it rests on, and its earlier wordings."""

    claim: Claim
    sentence: str
    foreign: str
    rests: Sequence[Rests]
    earlier: Sequence[Claim]

    @property
    def is_stale(self) -> bool:
        """Whether a figure that it rests on was revised since."""
        return bool(self.claim.state == ClaimState.STALE)


@dataclass(frozen=True)
class AimedAt:
    """A provision that a demand is aimed at; `law` only where readers may see it."""

    number: str
    law: Law
    seen: bool
    gone: bool
    old: bool


def content_of(demand: Demand, language: str) -> Mapping[str, Any]:
    """Return what the template knows of a demand."""
    card = cards(language, pk=demand.pk)[0]
    claims = claims_of(demand, language)
    told = [each.claim.told_on for each in claims if each.claim.told_on]
    text = {each.language: each for each in demand.texts.all()}
    more = text.get(language) or text.get(demand.language)
    return {
        "demand": demand,
        "card": card,
        "more": more.more if more else "",
        "more_foreign": more.language if more and more.language != language else "",
        "others": _others(demand, language),
        "about": about(demand, language),
        "places": places(demand, language),
        "targets": _seen(demand.targets.all(), Body),
        "processes": _seen(demand.processes.all(), Process),
        "aims": [_aimed(each) for each in demand.aims.select_related("law")],
        "moves": demand.moves.select_related("law"),
        "claims": claims,
        "stale": [each for each in claims if each.is_stale],
        "told_on": max(told, default=None),
        "supersedes": _linked(demand.supersedes, language),
        "superseded_by": _linked(demand.superseded_by.first(), language),
        "platforms": _platforms(demand, language),
        "sources": demand.sources.all(),
    }


def claims_of(demand: Demand, language: str) -> list[Told]:
    """Return the published claims of a demand, each in its newest wording."""
    shown = demand.claims.filter(published_on__isnull=False).prefetch_related(
        "texts", "links__work", "links__provision__law", "links__gap"
    )
    claims = {each.pk: each for each in shown}
    replaced = {each.replaces_id for each in claims.values()}
    return [
        told_of(each, language, _earlier(each, claims))
        for each in claims.values()
        if each.pk not in replaced
    ]


def told_of(claim: Claim, language: str, earlier: Sequence[Claim] = ()) -> Told:
    """Return a claim as it shows, with what it rests on."""
    said = claim.said(language)
    return Told(
        claim=claim,
        sentence=said.text,
        foreign=said.language,
        rests=[_rests(link, language) for link in claim.links.all()],
        earlier=earlier,
    )


def _earlier(claim: Claim, claims: Mapping[int, Claim]) -> list[Claim]:
    found = []
    while claim.replaces_id in claims:
        claim = claims[claim.replaces_id]
        found.append(claim)
    return found


def _rests(link: EvidenceLink, language: str) -> Rests:
    if link.kind == LinkKind.ESTIMATE:
        return _on_estimate(link, language)
    if link.work:
        seen = link.work.live and not link.work.withdrawn
        address = reverse("work", args=[language, link.work.slug]) if seen else ""
        return Rests(link.kind, _own(str(link.work), link.work, language), address)
    if link.provision:
        law = link.provision.law
        seen = Law.objects.public().filter(pk=law.pk).exists()
        address = reverse("law", args=[language, law.slug]) if seen else ""
        return Rests(link.kind, _own(str(link.provision), law, language), address)
    gap = link.gap
    address = reverse("gap", args=[language, gap.slug]) if gap.live else ""
    return Rests(link.kind, _own(gap.title, gap, language), address)


def rests_of(claim: Claim, language: str) -> list[Rests]:
    """Return all that a claim rests on, as a page in a language says it."""
    return [_rests(link, language) for link in claim.links.all()]


def _on_estimate(link: EvidenceLink, language: str) -> Rests:
    """Return a figure as it was, and as it is where a later release revised it."""
    standing = standing_of(link.estimate_id, link.release_id, language)
    written = f"{link.value:,.6g}"
    if link.low is not None and link.high is not None:
        low, high = f"{link.low:,.6g}", f"{link.high:,.6g}"
        written += f" ({say('range', language, low=low, high=high)})"
    return Rests(
        kind=link.kind,
        title=Text(standing.title) if standing else Text(link.estimate_id),
        address=standing.address if standing else "",
        amount=(standing.was if standing else "") or written,
        now=standing.amount if standing and standing.revised else "",
        revised=bool(standing and standing.revised),
        surety=_SURETY.get(link.flag, "few"),
        release_id=link.release_id,
        estimate_id=link.estimate_id,
    )


def _aimed(aim: Aim) -> AimedAt:
    return AimedAt(
        number=aim.number,
        law=aim.law,
        seen=Law.objects.public().filter(pk=aim.law_id).exists(),
        gone=aim.provision is None,
        old=aim.provision is not None
        and newest_beside(aim.provision) != aim.provision.version,
    )


def _others(demand: Demand, language: str) -> list[tuple[str, str]]:
    """Return the demand in its other languages, with the code of each."""
    shown = demand.said(language).language or language
    return [
        (each.language, each.text)
        for each in demand.texts.all()
        if each.language != shown and each.language in LANGUAGES
    ]


def _linked(demand: Demand | None, language: str) -> Card | None:
    found = cards(language, pk=demand.pk) if demand else []
    return found[0] if found else None


def _platforms(demand: Demand, language: str) -> list[tuple[Platform, list[Card]]]:
    """Return what the demand is prepared in, with the other demands in it."""
    return [
        (each, [c for c in cards(language, platforms=each) if c.demand != demand])
        for each in demand.platforms.public()
    ]


def _seen(things: Any, model: Any) -> list[Any]:
    return list(model.objects.public().filter(pk__in=[each.pk for each in things]))


def _own(text: str, thing: Any, language: str) -> Text:
    return Text(text, thing.language if thing.language != language else "")
