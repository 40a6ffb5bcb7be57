"""The desk's own screen: where demands belong in a new text, one by one.

Nothing is chosen beforehand: what is left at *not yet* stays aimed where it was.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Aim, Provision
from headload.apps.voice.services import repoint
from headload.apps.voice.texts.follow import Renewed, Waiting, renewed
from headload.errors import HeadloadError

MAY_FOLLOW = "headload_voice.change_demand"
GONE, OTHER = "gone", "other"


@permission_required(MAY_FOLLOW, raise_exception=True)
@require_http_methods(["GET", "POST"])
def new_texts(request: HttpRequest) -> HttpResponse:
    """Show demands aimed at earlier texts; keep where an editor says they belong."""
    waiting = renewed()
    if request.method == "POST":
        by = Actor(request.user, Role.LAW_EDITOR)
        try:
            kept = _kept(waiting, request.POST, by)
        except HeadloadError as error:
            messages.error(request, f"{error.what}. {error.to_do.capitalize()}.")
        else:
            messages.success(request, f"Kept: {kept}.")
        return redirect("voice-new-texts")
    content = {"renewed": waiting, "page_title": "Demands and new texts"}
    return render(request, "voice/desk/new_texts.html", content)


def _kept(waiting: list[Renewed], said: QueryDict, by: Actor) -> int:
    text = next((each for each in waiting if said.get("version") == _key(each)), None)
    if text is None:
        return 0
    chosen = _chosen(text, said)
    repoint(text.version, chosen, by)
    return len(chosen)


def _key(renewed: Renewed) -> str:
    return str(renewed.version.pk)


def _chosen(text: Renewed, said: Mapping[str, str]) -> dict[Aim, Provision | None]:
    found: dict[Aim, Provision | None] = {}
    for row in text.rows:
        answer = said.get(f"aim-{row.aim.pk}", "")
        if answer == OTHER:
            answer = said.get(f"other-{row.aim.pk}", "")
        by_number = {str(each.pk): each for each in _all(row)}
        if answer == GONE:
            found[row.aim] = None
        elif answer in by_number:
            found[row.aim] = by_number[answer]
    return found


def _all(row: Waiting) -> list[Provision]:
    return [*(each.provision for each in row.proposals), *row.others]
