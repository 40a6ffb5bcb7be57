"""The page of a platform: its demands by the provisions that they are aimed at."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.voice.demands.choose import Card, cards
from headload.apps.voice.demands.exports import node_in_page
from headload.apps.voice.models import Aim, Law, Platform, Process
from headload.apps.voice.platforms.exports import platform_node


@dataclass
class Aimed:
    """A provision and the demands of a platform that are aimed at it, side by side."""

    number: str
    heading: str
    gone: bool
    cards: list[Card] = field(default_factory=list)


@kept
def platform(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a platform.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = Platform.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    own = cards(language, platforms=found)
    texts, free = by_provision(own)
    open_to_all = Process.objects.public().filter(pk=found.process_id)
    content = {
        "platform": found,
        "foreign": found.language if found.language != language else "",
        "count": len(own),
        "texts": texts,
        "free": free,
        "json_ld": node_in_page(platform_node(found, own, request.build_absolute_uri)),
        "comparable": Platform.objects.public().exclude(pk=found.pk).exists(),
        "process": open_to_all.first() if found.process_id else None,
        "address": request.build_absolute_uri(f"/id/f/{found.permanent}"),
        "door": "voice",
    }
    return render(request, "voice/platform.html", content)


def by_provision(
    own: Sequence[Card],
) -> tuple[list[tuple[Law, list[Aimed]]], list[Card]]:
    """Return demands by text and provision, and those that are aimed at none."""
    laws = {each.pk: each for each in Law.objects.public()}
    aims = Aim.objects.filter(
        demand__in=[card.demand.pk for card in own], law__in=laws
    ).select_related("provision")
    by_demand = {card.demand.pk: card for card in own}
    found: dict[int, dict[str, Aimed]] = {}
    aimed = set()
    for aim in aims:
        there = aim.provision
        heading = there.heading if there else ""
        row = found.setdefault(aim.law_id, {}).setdefault(
            aim.number, Aimed(aim.number, heading, gone=there is None)
        )
        row.cards.append(by_demand[aim.demand_id])
        aimed.add(aim.demand_id)
    texts = [(laws[law], list(rows.values())) for law, rows in found.items()]
    return texts, [card for card in own if card.demand.pk not in aimed]
