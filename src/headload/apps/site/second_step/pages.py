"""Pages of the second step, at the desk and under ``/my/`` alike; no script runs."""

import base64
import io
from typing import Any

import segno
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods
from django_otp import login

from headload.apps.common.languages import LANGUAGES
from headload.apps.site.second_step import codes

_GROUP = 4


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest, language: str = "") -> HttpResponse:
    """Ask for a code; let an authenticator be set up first where there is none."""
    if not request.user.is_authenticated:
        sign_in = (
            ("own-sign-in", [language]) if language else ("wagtailadmin_login", [])
        )
        return redirect_to_login(request.path, reverse(sign_in[0], args=sign_in[1]))
    if request.user.is_verified():
        return _verified(request, language)
    if codes.authenticator_of(request.user) is None:
        return _set_up(request, language)
    return _ask(request, language)


@require_GET
def picture(request: HttpRequest, language: str = "") -> HttpResponse:
    """Return what a telephone reads to set up the authenticator (PNG)."""
    device = codes.begun(request.user) if request.user.is_authenticated else None
    if device is None:
        raise Http404
    drawn = io.BytesIO()
    segno.make(device.config_url, error="m").save(drawn, kind="png", scale=5)
    answer = HttpResponse(drawn.getvalue(), content_type="image/png")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _set_up(request: HttpRequest, language: str) -> HttpResponse:
    if request.method == "GET":
        device = codes.begin(request.user)
        return _page(request, "set_up", language, key=_key(device))
    confirmed = codes.confirm(request.user, request.POST.get("code", ""))
    if confirmed is not None:
        _let_in(request, confirmed)
        return _page(request, "kept", language, codes=codes.new_codes(request.user))
    device = codes.begun(request.user) or codes.begin(request.user)
    return _wrong(request, "set_up", language, key=_key(device))


def _ask(request: HttpRequest, language: str) -> HttpResponse:
    if request.method == "GET":
        return _page(request, "ask", language)
    device = codes.check(request.user, request.POST.get("code", ""))
    if device is None:
        return _wrong(request, "ask", language)
    _let_in(request, device)
    return redirect(_back(request, language))


def _verified(request: HttpRequest, language: str) -> HttpResponse:
    if request.method == "POST" and "new" in request.POST:
        return _page(request, "kept", language, codes=codes.new_codes(request.user))
    if "next" in request.GET:
        return redirect(_back(request, language))
    return _page(request, "done", language, left=codes.codes_left(request.user))


def _let_in(request: HttpRequest, device: Any) -> None:
    """Note in the session what the code came from, under a new key."""
    request.session.cycle_key()
    login(request, device)


def _wrong(
    request: HttpRequest, name: str, language: str, **content: object
) -> HttpResponse:
    status = 429 if codes.is_too_many(request.user) else 422
    return _page(request, name, language, status, wrong=True, **content)


def _page(
    request: HttpRequest,
    name: str,
    language: str,
    status: int = 200,
    **content: object,
) -> HttpResponse:
    request.language = language or _spoken(request.user)
    shown = {
        "door": "organisations",
        "back": _back(request, language),
        "here": request.path,
        "sign_out": reverse("own-sign-out", args=[language])
        if language
        else reverse("wagtailadmin_logout"),
        **content,
    }
    answer = render(request, f"site/second_step/{name}.html", shown, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _spoken(user: Any) -> str:
    """Return the language that an account reads the desk in."""
    profile = getattr(user, "wagtail_userprofile", None)
    code = profile.preferred_language[:2] if profile else ""
    return code if code in LANGUAGES else "en"


def _back(request: HttpRequest, language: str) -> str:
    """Return where to go after it: where she wanted to, on this side of the site."""
    first = (
        reverse("own-home", args=[language])
        if language
        else reverse("wagtailadmin_home")
    )
    values = request.POST if request.method == "POST" else request.GET
    wanted = values.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if safe and wanted.startswith(first) else first


def _key(device: Any) -> str:
    """Return the key in groups, for who cannot show a picture to her telephone."""
    text = base64.b32encode(device.bin_key).decode()
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
