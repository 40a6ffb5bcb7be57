"""Pages under ``/<language>/my/``: a session that only they see, one script of ours.

A cookie has one path, and there is a folder ``my`` for each language. So a session of
these pages has a cookie for each of them, with the same key and a name of its own; the
desk keeps its cookie. Readers' pages are under none of these paths. The secret against
forged forms lies in the session (``CSRF_USE_SESSIONS``), so it needs no cookie.
"""

import re
from collections.abc import Callable
from http.cookies import Morsel

from csp.constants import NONE, SELF
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from headload.apps.common.languages import LANGUAGES

_OWN = re.compile(rf"/({'|'.join(LANGUAGES)})/my/")
_WAY_OUT = re.compile(rf"/desk/logout/|/({'|'.join(LANGUAGES)})/my/sign-out/")
_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "connect-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}


def cookie_of(language: str) -> str:
    """Return the name of the session's cookie on own pages of a language."""
    return f"my-{language}"


class Sessions(SessionMiddleware):
    """Sessions of the desk, and beside them those of own pages."""

    def process_request(self, request: HttpRequest) -> None:
        """Open the session of the place that is asked for."""
        own = _OWN.match(request.path)
        if own:
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            key = request.COOKIES.get(cookie_of(own[1]))
            if key:
                request.COOKIES[settings.SESSION_COOKIE_NAME] = key
        super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        """Keep the session; set or delete the cookies of own pages."""
        answer = super().process_response(request, response)
        if _OWN.match(request.path):
            made = answer.cookies.pop(settings.SESSION_COOKIE_NAME, None)
            if made is not None:
                _spread(answer, made)
        if request.method == "POST" and _WAY_OUT.fullmatch(request.path):
            answer["Clear-Site-Data"] = '"cache"'  # what waits to be sent stays
        return answer


def policy_of_own_pages(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that lets scripts of the site run on own pages.

    They are kept nowhere, and tell no other page where they were.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if _OWN.match(request.path):
            response._csp_config = _POLICY
            response["Cache-Control"] = "private, no-store"
        return response

    return answered


def _spread(answer: HttpResponse, made: Morsel[str]) -> None:
    """Set the cookie of a session once for each language."""
    for language in LANGUAGES:
        answer.cookies[cookie_of(language)] = made.value
        copy = answer.cookies[cookie_of(language)]
        copy.update(made)
        copy["path"] = f"/{language}/my/"
