"""The desk: where editors sign in and write, with a policy of its own.

Wagtail's admin needs scripts and styles in its pages; what readers see never does. So
the looser policy stands for addresses below ``/desk/`` alone.
"""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

PREFIX = "/desk/"
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
