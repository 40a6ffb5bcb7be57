"""Pages of wishes to be told by e-mail: ask, confirm, and leave."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from headload.apps.library.alerts import TooMany, ask, query_of
from headload.apps.library.models import Alert


@csrf_exempt  # readers have no session; a wish counts only when it is confirmed
@require_http_methods(["GET", "POST"])
def alerts(request: HttpRequest, language: str) -> HttpResponse:
    """Take a wish; answer alike whether the address is known or not."""
    if request.method == "GET":
        query = query_of(request.GET.dict())
        return _page(request, "ask", query=query, fields=_fields(request.GET.dict()))
    email = request.POST.get("email", "").strip()
    query = query_of(request.POST.dict())
    try:
        validate_email(email)
    except ValidationError:
        fields = _fields(request.POST.dict())
        return _page(request, "wrong", status=422, query=query, fields=fields)
    try:
        ask(email, query, language)
    except TooMany:
        return _page(request, "too_many", status=429)
    except OSError:
        return _page(request, "no_mail", status=503)
    return _page(request, "asked")


def _fields(values: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (name, value) for name, value in values.items() if value and name != "email"
    ]


@csrf_exempt  # the key in the address is the secret
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Confirm a wish: by a button, since programs open links that are mailed."""
    found = Alert.objects.filter(key=key).first()
    if found is None:
        raise Http404
    if request.method == "GET" and not found.confirmed:
        return _page(request, "confirm")
    now = timezone.now()
    Alert.objects.filter(pk=found.pk, confirmed=None).update(
        confirmed=now, told_until=now
    )
    return _page(request, "confirmed")


@csrf_exempt  # mail programs send this for the reader (RFC 8058)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Forget a wish and its address."""
    if request.method == "GET" and Alert.objects.filter(key=key).exists():
        return _page(request, "stop")
    Alert.objects.filter(key=key).delete()
    return _page(request, "stopped")


def _page(
    request: HttpRequest, state: str, status: int = 200, **content: object
) -> HttpResponse:
    shown = {"state": state, "door": "library", **content}
    answer = render(request, "library/alerts.html", shown, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
