"""The methods of HTTP that a site answers to; TRACE and unknown ones are refused."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

_KNOWN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def known_methods(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Return middleware that refuses other methods, whatever the address."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.method not in _KNOWN:
            return HttpResponseNotAllowed(_KNOWN)
        return answer(request)

    return answered
