"""Pages of a record for those who keep it: see it, hide it, choose who sees what."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from headload.apps.common.own_pages import own_pages
from headload.apps.network.kinds import (
    ContactKind,
    Given,
    Purpose,
    RiskLevel,
    Visibility,
)
from headload.apps.network.models import Consent, MembershipCount, Organisation
from headload.apps.network.own.letters import send_invitation
from headload.apps.network.own.page import organisation_of, page, signed_in
from headload.apps.network.rights import READER, Actor, Role, may_edit, may_hide, need
from headload.apps.network.roles import has
from headload.apps.network.selectors import (
    affiliates_to_ask,
    counts_of,
    visible_to,
)
from headload.apps.network.services import (
    NewConsent,
    NewInvitation,
    add_contact,
    change,
    give_consent,
    hide_now,
    invite,
    lower_risk,
    raise_risk,
    show_again,
    show_count,
    withdraw_consent,
)
from headload.apps.network.services.invitations import need_address
from headload.errors import BadInput

_SAID = (
    *("sent", "again", "hidden", "shown", "risk", "seen", "invited", "consent"),
    "fields",
)
_CHOSEN = (Visibility.PUBLIC, Visibility.NETWORK, Visibility.ORGANISATION)
_Kind = TypeVar("_Kind", bound=StrEnum)


@signed_in
@require_http_methods(["GET"])
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Show what an account keeps and may do."""
    roles = [each for each in Role if has(request.user, each)]
    own = request.user.organisations.filter(merged_into=None).order_by("name")
    if len(own) == 1 and roles == [Role.EDITOR]:
        return redirect("own-record", language, own[0].permanent)
    content = {"own": own, "coordinates": _any(roles, Role.COORDINATOR, Role.ADMIN)}
    content["verifies"] = Role.VERIFIER in roles
    content["pages"] = own_pages(request.user, language)
    if content["coordinates"]:
        content["others"] = Organisation.objects.filter(
            claimed=False, merged_into=None, hidden_on=None
        ).order_by("name")
    return page(request, "home", **content)


@signed_in
@require_http_methods(["GET"])
def record(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show a record as those who keep it see it."""
    organisation, actor = organisation_of(request, permanent)
    owns = actor.owns(organisation)
    today = timezone.localdate()
    levels = dict(organisation.counts.values_list("permanent", "visibility"))
    counts = [
        {**each, "visibility": levels.get(each["permanent"])}
        for each in counts_of(actor, organisation, today)
    ]
    said = request.GET.get("said", "")
    content: dict[str, Any] = {
        "organisation": organisation,
        "owns": owns,
        "hides": may_hide(actor, organisation),
        "edits": may_edit(actor, organisation),
        "counts": sorted(counts, key=lambda each: each.get("as_of", ""), reverse=True),
        "higher": _levels(organisation, up=True),
        "lower": _levels(organisation, up=False) if owns else [],
        "visibilities": _CHOSEN,
        "pages": own_pages(request.user, language) if owns else [],
        "said": f"own_said_{said}" if said in _SAID else "",
        "affiliates": affiliates_to_ask(actor, organisation, today),
        "is_shown": visible_to(READER, organisation) is not None,
    }
    if owns or actor.role == Role.ADMIN:
        content["consents"] = organisation.consents.filter(
            withdrawn_on=None, expires_on__gt=today
        )
    return page(request, "record", **content)


def _changes(
    act: Callable[[Organisation, Actor, Mapping[str, str]], None], said: str
) -> Callable[..., HttpResponse]:
    """Return a view that does one thing to a record and shows it again."""

    @signed_in
    @require_POST
    def answer(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
        organisation, actor = organisation_of(request, permanent)
        act(organisation, actor, request.POST.dict())
        back = reverse("own-record", args=[language, permanent])
        return redirect(f"{back}?said={said}")

    answer.__doc__ = act.__doc__
    return answer


def _hide(organisation: Organisation, by: Actor, values: Mapping[str, str]) -> None:
    """Hide a record from readers, at once."""
    hide_now(organisation, by, values.get("reason", "")[:500])


def _show(organisation: Organisation, by: Actor, values: Mapping[str, str]) -> None:
    """Show a record again that was hidden."""
    show_again(organisation, by, reason=values.get("reason", "")[:500])


def _risk(organisation: Organisation, by: Actor, values: Mapping[str, str]) -> None:
    """Raise or lower the risk of an organisation."""
    level = _chosen(RiskLevel, values.get("level", ""))
    reason = values.get("reason", "")[:500]
    if level in _levels(organisation, up=False):
        lower_risk(organisation, level, by, reason=reason)
        return
    pseudonym = values.get("pseudonym", "").strip()[:200]
    raise_risk(organisation, level, by, reason=reason, pseudonym=pseudonym)


def _see(organisation: Organisation, by: Actor, values: Mapping[str, str]) -> None:
    """Choose who sees the record, or one of its counts."""
    level = _chosen(Visibility, values.get("visibility", ""))
    if level not in _CHOSEN:
        raise _no_such()
    reason = values.get("reason", "")[:500]
    wanted = values.get("count", "")
    if not wanted:
        change(organisation, "visibility", level.value, by, reason=reason)
        return
    count = MembershipCount.objects.filter(
        permanent=wanted, organisation=organisation
    ).first()
    if count is None:
        raise Http404
    show_count(count, level, by, reason=reason)


hide = _changes(_hide, "hidden")
show = _changes(_show, "shown")
risk = _changes(_risk, "risk")
see = _changes(_see, "seen")


@signed_in
@require_POST
def invite_colleague(
    request: HttpRequest, language: str, permanent: str
) -> HttpResponse:
    """Invite one more person to keep this record."""
    organisation, actor = organisation_of(request, permanent)
    email = request.POST.get("email", "")[:254]
    new = NewInvitation(email, Role.EDITOR, organisation, language)
    send_invitation(*invite(new, actor))
    back = reverse("own-record", args=[language, permanent])
    return redirect(f"{back}?said=invited")


@signed_in
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Agree that messages reach an address, which nobody is shown."""
    organisation, actor = organisation_of(request, permanent)
    need(may_edit(actor, organisation), actor, "keep a consent here")
    if request.method == "GET":
        return page(request, "consent", organisation=organisation)
    email = request.POST.get("email", "").strip()[:254]
    need_address(email)
    if not request.POST.get("agree"):
        raise BadInput(
            "Nobody agreed to this",
            where="consent",
            to_do="tick that the organisation agrees",
            code="HL-NET-68",
        )
    new = NewConsent(
        purpose=Purpose.CONTACT_RELAY,
        scope=Visibility.NETWORK,
        language=language,
        how=Given.FORM,
        given_on=timezone.localdate(),
    )
    add_contact(give_consent(organisation, new, actor), ContactKind.EMAIL, email, actor)
    back = reverse("own-record", args=[language, permanent])
    return redirect(f"{back}?said=consent")


@signed_in
@require_POST
def withdraw(
    request: HttpRequest, language: str, permanent: str, consent: str
) -> HttpResponse:
    """Take a consent back; what it allowed to keep is gone at once."""
    organisation, actor = organisation_of(request, permanent)
    kept = Consent.objects.filter(permanent=consent, organisation=organisation).first()
    if kept is None:
        raise Http404
    withdraw_consent(kept, actor)
    back = reverse("own-record", args=[language, permanent])
    return redirect(f"{back}?said=consent")


def _levels(organisation: Organisation, *, up: bool) -> list[RiskLevel]:
    order = list(RiskLevel)
    now = order.index(RiskLevel(organisation.risk_level))
    return order[now + 1 :] if up else order[:now]


def _chosen(kind: type[_Kind], text: str) -> _Kind:
    try:
        return kind(text)
    except ValueError:
        raise _no_such() from None


def _no_such() -> BadInput:
    return BadInput(
        "There is no such choice",
        where="form",
        to_do="choose one that the form offers",
        code="HL-NET-67",
    )


def _any(roles: list[Role], *wanted: Role) -> bool:
    return any(each in roles for each in wanted)
