"""The desk: where editors sign in and write, with a policy of its own.

Wagtail's admin needs scripts and styles in its pages; what readers see never does. So
the looser policy stands for addresses below ``/desk/`` alone.
"""

import re
from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

PREFIX = "/desk/"
_PRIVATE = re.compile(
    rf"{PREFIX}snippets/choose/(?:headload_pages/(consent)|headload_voice/"
    r"(evidencerequest)|headload_network/(countfinding))/"
)
_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
}


def policy_of_the_desk(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that lets Wagtail's scripts run on pages of the desk."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.path.startswith(PREFIX):
            response._csp_config = _POLICY
            response["Cache-Control"] = "private, no-store"
        return response

    return answered


def private_choosers(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that keeps lists to choose from for who may change what is in.

    Wagtail shows such a list to everybody at the desk, whatever she may do.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        found = _PRIVATE.match(request.path)
        if found and request.user.is_authenticated:
            app = request.path.split("/")[4]
            model = next(filter(None, found.groups()))
            if not request.user.has_perm(f"{app}.change_{model}"):
                raise PermissionDenied
        return answer(request)

    return answered
