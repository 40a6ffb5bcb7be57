"""Where figures are used, to look at before one is revised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from headload.apps.common.standing import Standing, standing_of
from headload.apps.common.uses import uses_of
from headload.apps.network.models import RepresentationRate
from headload.apps.network.own.page import need_role, signed_in
from headload.apps.network.rights import Role
from headload.apps.voice.asking.page import drawn
from headload.apps.voice.models import Claim, EvidenceLink, EvidenceRequest
from headload.apps.voice.states import LinkKind


@dataclass(frozen=True)
class Used:
    """A figure, and everything that would feel it if it were revised.

    Parameters
    ----------
    uses
        Title and address of pages: demands, works, rates.
    claims
        Claims that rest on it and are shown.
    hidden
        How many claims rest on it that are not shown yet.
    asked
        How many requests were answered with it.
    """

    estimate_id: str
    standing: Standing | None
    uses: Sequence[tuple[str, str]]
    claims: Sequence[Claim]
    hidden: int
    asked: int


@signed_in
@require_http_methods(["GET"])
def used(request: HttpRequest, language: str) -> HttpResponse:
    """List figures that something rests on, and what does."""
    need_role(request, Role.STATISTICIAN, Role.ADMIN)
    wanted = request.GET.get("estimate", "").strip()[:255]
    found = used_figures(language, wanted)
    return drawn(request, "used", used=found, wanted=wanted)


def used_figures(language: str, wanted: str = "") -> list[Used]:
    """Return each figure that is used, or the one that is wanted."""
    asked = _answers()
    cited = EvidenceLink.objects.filter(kind=LinkKind.ESTIMATE.value)
    ids = {*cited.values_list("estimate_id", flat=True), *asked}
    ids |= set(RepresentationRate.objects.values_list("estimate", flat=True))
    shown = sorted(ids & {wanted} if wanted else ids)
    return [_used(each, asked.get(each, 0), language) for each in shown]


def _used(estimate_id: str, asked: int, language: str) -> Used:
    claims = Claim.objects.filter(
        links__kind=LinkKind.ESTIMATE.value, links__estimate_id=estimate_id
    ).distinct()
    shown = claims.filter(published_on__isnull=False).select_related("demand")
    return Used(
        estimate_id=estimate_id,
        standing=standing_of(estimate_id, "", language),
        uses=uses_of(estimate_id, language),
        claims=list(shown),
        hidden=claims.filter(published_on=None).count(),
        asked=asked,
    )


def _answers() -> Mapping[str, int]:
    """Return how many requests were answered with each figure."""
    rows = EvidenceRequest.objects.exclude(estimate_id="").order_by()
    counted = rows.values_list("estimate_id").annotate(Count("pk"))
    return {estimate: int(count) for estimate, count in counted}
