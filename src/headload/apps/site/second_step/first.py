"""Nobody who may open the desk gets further by a password alone.

The rule holds for every address: also under ``/my/``, where an administrator may hide
records, and elsewhere, where a session that was carried there counts for nothing.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.site.desk import PREFIX
from headload.apps.site.second_step.codes import authenticator_of

_OWN = re.compile(rf"/({'|'.join(LANGUAGES)})/my/")
_FREE = re.compile(
    r"(?:/desk/|/[a-z]{2}/my/)(?:second-step/(?:code\.png)?|logout/|sign-out/)$"
)


def needs(user: Any) -> bool:
    """Tell whether an account has to take the second step.

    Whoever may open the desk has to, and whoever chose to.
    """
    if not user.is_authenticated:
        return False
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    return authenticator_of(user) is not None


def stands_before_it(request: HttpRequest) -> bool:
    """Tell whether somebody gave her password, and not yet the code she needs."""
    if not settings.HEADLOAD_SECOND_STEP:
        return False
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    return bool(user.is_authenticated and not user.is_verified() and needs(user))


def second_step_first(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that leads to the second step whoever has to take it."""

    def answered(request: HttpRequest) -> HttpResponse:
        if _FREE.match(request.path) or not stands_before_it(request):
            return answer(request)
        own = _OWN.match(request.path)
        if own is None and not request.path.startswith(PREFIX):
            request.user = AnonymousUser()
            return answer(request)
        there = (
            reverse("own-second-step", args=[own[1]])
            if own
            else reverse("desk-second-step")
        )
        back = {"next": request.get_full_path()} if request.method == "GET" else {}
        return redirect(f"{there}?{urlencode(back)}" if back else there)

    return answered
