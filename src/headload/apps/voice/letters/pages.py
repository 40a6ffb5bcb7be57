"""Pages of letters: ask for them, confirm, change, see what is kept, and stop.

Readers come by the key of their link, accounts by their own pages. The answer to an
address is the same whether it is known here or not.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from headload.apps.network.own import throttle
from headload.apps.network.own.page import signed_in
from headload.apps.voice.letters.form import form_of, read
from headload.apps.voice.letters.wishes import (
    Choice,
    ask,
    chosen,
    confirm,
    holds_until,
    keep,
    keep_own,
    kept_of,
    own,
    withdraw,
)
from headload.apps.voice.models import Digest


@csrf_exempt  # readers have no session; a wish counts only when it is confirmed
@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, language: str) -> HttpResponse:
    """Take a wish; answer alike whether the address is known or not."""
    if request.method == "GET":
        return _form(request, "ask", read(request.GET, language), language)
    choice, email = read(request.POST, language), request.POST.get("email", "").strip()
    try:
        validate_email(email)
    except ValidationError:
        return _form(request, "wrong", choice, language, 422)
    here = [("letter", throttle.machine(request)), ("letter-all", "")]
    if throttle.is_too_many(here):
        return _page(request, "too_many", 429)
    to_her = [("letter-to", email.lower())]
    asked_lately = throttle.is_too_many(to_her)
    if not asked_lately:
        try:
            ask(email, choice)
        except OSError:
            return _page(request, "no_mail", 503)
    throttle.count([*here, *([] if asked_lately else to_her)])
    return _page(request, "asked")


@csrf_exempt  # the key in the address is the secret
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Confirm a wish by a button, since programs open links; later, change it."""
    wish = _wish(key)
    if request.method == "GET":
        if wish.confirmed is None:
            return _page(request, "confirm", wish=wish)
        return _form(request, "change", chosen(wish), language, wish=wish)
    if "confirm" in request.POST:
        confirm(wish)
        return _page(request, "confirmed", wish=wish)
    keep(wish, read(request.POST, language))
    return _page(request, "kept", wish=wish)


@csrf_exempt  # mail programs send this for the reader (RFC 8058)
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Take the consent back, and the address with it."""
    found = Digest.objects.filter(key=key).first()
    if found is None:
        raise Http404
    if found.withdrawn is None:
        if request.method == "GET":
            return _page(request, "stop")
        withdraw(found)
    return _page(request, "stopped")


@require_GET
def data(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """Answer with everything that is kept of her."""
    wish = _wish(key)
    return _data(wish)


@signed_in
@require_http_methods(["GET", "POST"])
def own_letters(request: HttpRequest, language: str) -> HttpResponse:
    """Let an account choose its letters; its address needs no link."""
    wish = own(request.user)
    if request.method == "GET":
        said = request.GET.get("said", "")
        shown = chosen(wish) if wish else Choice(language=language)
        content = {"said": f"letter_{said}" if said in {"kept", "stopped"} else ""}
        return _form(request, "own", shown, language, wish=wish, **content)
    done = "kept"
    if "stop" in request.POST:
        done = "stopped"
        if wish:
            withdraw(wish)
    elif request.user.email:
        keep_own(request.user, read(request.POST, language))
    return redirect(f"{reverse('own-letters', args=[language])}?said={done}")


@signed_in
@require_GET
def own_data(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with everything that is kept of an account for its letters."""
    wish = own(request.user)
    if wish is None:
        raise Http404
    return _data(wish)


def _wish(key: str) -> Digest:
    found = Digest.objects.filter(key=key, withdrawn=None).first()
    if found is None:
        raise Http404
    return found


def _data(wish: Digest) -> HttpResponse:
    answer = JsonResponse(kept_of(wish, wish.address), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="letters.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _form(
    request: HttpRequest,
    state: str,
    choice: Choice,
    language: str,
    status: int = 200,
    /,
    **content: object,
) -> HttpResponse:
    wish = content.get("wish")
    ends = holds_until(wish) if isinstance(wish, Digest) else None
    shown = {**form_of(choice, language), "ends": ends, **content}
    return _page(request, state, status, **shown)


def _page(
    request: HttpRequest, state: str, status: int = 200, /, **content: object
) -> HttpResponse:
    shown = {"state": state, "door": "voice", **content}
    name = "own" if state == "own" else "page"
    answer = render(request, f"voice/letters/{name}.html", shown, status=status)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
