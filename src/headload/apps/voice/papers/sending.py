"""Own pages of delegations: whom an organisation sends, under seal, and what is shown.

Names are written, never shown: who wants to see them says why, and the history keeps
it. Without a consent of its own an organisation is counted and not named.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from headload.apps.common.models import Concept, Scheme, named
from headload.apps.network.kinds import Given, Purpose, Visibility
from headload.apps.network.models import Consent, Organisation
from headload.apps.network.own.page import organisation_of, problem_of, signed_in
from headload.apps.network.rights import Actor, may_edit
from headload.apps.network.selectors.agreed import agreed
from headload.apps.network.services import NewConsent, give_consent, withdraw_consent
from headload.apps.voice.models import Delegation, Process
from headload.apps.voice.papers.own_page import drawn
from headload.apps.voice.services.delegations import (
    Member,
    NewDelegation,
    forget,
    members_of,
    send,
)
from headload.apps.voice.words import STILL_OPEN
from headload.errors import BadInput, HeadloadError

_MOST_PEOPLE = 1000
_SAID = ("kept", "forgotten")


@signed_in
@require_GET
def own_delegations(request: HttpRequest, language: str) -> HttpResponse:
    """Show whom each of her organisations sends, and where it can send somebody."""
    own = request.user.organisations.filter(merged_into=None).order_by("name")
    said = request.GET.get("said", "")
    content = {
        "own": [(each, _sent_by(each)) for each in own],
        "said": f"sending_said_{said}" if said in _SAID else "",
    }
    return drawn(request, "delegations", **content)


@signed_in
@require_http_methods(["GET", "POST"])
def own_delegation(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Ask how many go where, and who; keep it, open the names, or forget them."""
    organisation, actor = organisation_of(request, permanent)
    slug = request.POST.get("process") or request.GET.get("process", "")
    kept = Delegation.objects.filter(organisation=organisation, process__slug=slug)
    content = _form(organisation, actor, kept.first(), language)
    if request.method == "GET":
        return drawn(request, "delegation", **content)
    act, found = request.POST.get("act", ""), kept.first()
    try:
        if act == "open":
            reason = request.POST.get("reason", "")
            content["people"] = members_of(_there(found), actor, reason=reason)
            return drawn(request, "delegation", **content)
        if act == "forget":
            forget(_there(found), actor)
            return _back(language, "forgotten")
        send(organisation, _read(request.POST), actor)
        if may_edit(actor, organisation):
            _agree(
                organisation, actor, language, agrees=bool(request.POST.get("agree"))
            )
    except HeadloadError as error:
        content["problem"] = problem_of(error, language)
        content["values"] = request.POST.dict()
        return drawn(request, "delegation", 422, **content)
    return _back(language, "kept")


def _form(
    organisation: Organisation, actor: Actor, kept: Delegation | None, language: str
) -> dict[str, Any]:
    """Return what the form shows: what is kept, but no name."""
    values = {
        "process": kept.process.slug if kept else "",
        "places": str(kept.places) if kept else "",
        "interpreters": str(kept.interpreters) if kept else "",
        "sector": _group_of(organisation, kept),
        "agree": "yes" if agreed({organisation.pk}, Purpose.DELEGATION_LIST) else "",
    }
    processes = Process.objects.public().filter(state__in=STILL_OPEN)
    return {
        "organisation": organisation,
        "kept": kept,
        "named": kept.members.count() if kept else 0,
        "opens": actor.owns(organisation),
        "agrees": may_edit(actor, organisation),
        "processes": [kept.process] if kept else list(processes.order_by("title")),
        "groups": sorted(
            named(Scheme.WORKER_GROUP, language).items(),
            key=lambda each: each[1].text.casefold(),
        ),
        "values": values,
    }


def _group_of(organisation: Organisation, kept: Delegation | None) -> str:
    """Return the group that is kept, or the only one that an organisation has."""
    if kept:
        return kept.sector.code if kept.sector else ""
    codes = [each.code for each in organisation.sectors.all()]
    return codes[0] if len(codes) == 1 else ""


def _read(values: QueryDict) -> NewDelegation:
    """Return the delegation that a form tells of.

    Raises
    ------
    BadInput
        HL-PAP-17 for a process that is not there, or no number of people.
    """
    process = Process.objects.public().filter(slug=values.get("process", "")).first()
    if process is None:
        raise _wrong("process", "choose one of the list")
    lines = [each.strip() for each in values.get("names", "").splitlines()]
    people = [
        Member(name.strip()[:200], visa.strip()[:200])
        for name, _, visa in (line.partition(";") for line in lines if line)
    ]
    return NewDelegation(
        process,
        _number(values.get("places", ""), "places", least=1),
        people or None,
        Concept.objects.filter(
            scheme=Scheme.WORKER_GROUP, code=values.get("sector", "")
        ).first(),
        _number(values.get("interpreters", "") or "0", "interpreters", least=0),
    )


def _number(text: str, field: str, *, least: int) -> int:
    text = text.strip()
    if text.isdecimal() and len(text) < 6 and least <= int(text) <= _MOST_PEOPLE:
        return int(text)
    raise _wrong(field, f"give a number from {least} to {_MOST_PEOPLE}")


def _wrong(field: str, to_do: str) -> BadInput:
    return BadInput(
        "A delegation needs a process and how many people go",
        where=f"field {field}",
        to_do=to_do,
        code="HL-PAP-17",
    )


def _agree(
    organisation: Organisation, actor: Actor, language: str, *, agrees: bool
) -> None:
    """Keep what an organisation says to being named; what it said before ends."""
    today = timezone.localdate()
    holds = Consent.objects.filter(
        organisation=organisation,
        purpose=Purpose.DELEGATION_LIST,
        withdrawn_on=None,
        expires_on__gt=today,
    )
    if not agrees:
        for each in holds:
            withdraw_consent(each, actor)
    elif not holds.exists():
        new = NewConsent(
            purpose=Purpose.DELEGATION_LIST,
            scope=Visibility.PUBLIC,
            language=language,
            how=Given.FORM,
            given_on=today,
        )
        give_consent(organisation, new, actor)


def _sent_by(organisation: Organisation) -> list[tuple[Delegation, int]]:
    """Return the delegations of an organisation, and how many names each has."""
    found = Delegation.objects.filter(organisation=organisation)
    rows = found.select_related("process", "sector").prefetch_related("members")
    return [(each, len(each.members.all())) for each in rows.order_by("-pk")]


def _there(found: Delegation | None) -> Delegation:
    if found is None:
        raise Http404
    return found


def _back(language: str, said: str) -> HttpResponse:
    return redirect(f"{reverse('own-delegations', args=[language])}?said={said}")
