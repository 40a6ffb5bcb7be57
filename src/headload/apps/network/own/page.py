"""What own pages have in common: drawn, for whom, and what refusals look like."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from headload.apps.common.words import Text, say, words
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import acting
from headload.apps.network.selectors import visible_to
from headload.errors import BadInput, HeadloadError, RefusedByPolicy

View = Callable[..., HttpResponse]


def page(
    request: HttpRequest, name: str, status: int = 200, /, **content: object
) -> HttpResponse:
    """Return an own page."""
    shown = {"door": "organisations", **content}
    answer = render(request, f"network/own/{name}.html", shown, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def problem_of(error: HeadloadError, language: str) -> Text:
    """Return a refusal in the words of the site; in English where it has none."""
    name = f"own_{error.code.lower().replace('-', '_')}"
    return say(name, language) if name in words() else Text(error.what, "en")


def signed_in(view: View) -> View:
    """Let in who has an account; others sign in first, then come back."""

    @wraps(view)
    def answer(request: HttpRequest, language: str, **parts: str) -> HttpResponse:
        if not request.user.is_authenticated:
            back = urlencode({"next": request.path})
            return redirect(f"{reverse('own-sign-in', args=[language])}?{back}")
        try:
            return view(request, language, **parts)
        except (RefusedByPolicy, BadInput) as error:
            status = 403 if isinstance(error, RefusedByPolicy) else 422
            problem = problem_of(error, language)
            return page(request, "refused", status, problem=problem)

    return answer


def organisation_of(request: HttpRequest, permanent: str) -> tuple[Organisation, Actor]:
    """Return an organisation and who acts on it: its own people, or who coordinates.

    Raises
    ------
    Http404
        For everybody else, as where there is no such organisation.
    """
    found = Organisation.objects.filter(permanent=permanent, merged_into=None).first()
    if found is None:
        raise Http404
    own = Actor(request.user, Role.EDITOR)
    if own.owns(found):
        return found, own
    actor = acting(request.user, Role.ADMIN, Role.COORDINATOR)
    if actor is None or visible_to(actor, found) is None:
        raise Http404
    return found, actor


def need_role(request: HttpRequest, *roles: Role) -> Actor:
    """Return who acts in one of these roles.

    Raises
    ------
    Http404
        For who has none of them.
    """
    actor = acting(request.user, *roles)
    if actor is None:
        raise Http404
    return actor
