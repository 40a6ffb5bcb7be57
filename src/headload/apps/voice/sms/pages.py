"""The own page of a telephone: give a number, confirm it, choose, see, and stop."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from headload.apps.common.sms import number_of
from headload.apps.network.own.page import signed_in
from headload.apps.voice.letters.form import form_of, read
from headload.apps.voice.letters.wishes import (
    Choice,
    chosen,
    holds_until,
    keep,
    kept_of,
)
from headload.apps.voice.models import Phone
from headload.apps.voice.sms.phones import begin, confirm, leave, of_account

_SAID = ("sent", "confirmed", "kept", "stopped")


@signed_in
@require_http_methods(["GET", "POST"])
def own_sms(request: HttpRequest, language: str) -> HttpResponse:
    """Show the number of an account as far as it is, and do what she asks."""
    if settings.HEADLOAD_SMS is None:
        raise Http404
    phone = of_account(request.user)
    if request.method == "GET":
        return _shown(request, phone, language)
    if phone and "stop" in request.POST:
        leave(phone.number)
        return _done(language, "stopped")
    if phone and "code" in request.POST:
        if not confirm(phone, request.POST["code"][:20]):
            return _shown(request, phone, language, 422, wrong="sms_wrong_code")
        return _done(language, "confirmed")
    choice = read(request.POST, language)
    if phone and phone.confirmed:
        keep(phone, choice)
        return _done(language, "kept")
    number = number_of(request.POST.get("number", "")[:40])
    if not number:
        return _shown(request, None, language, 422, choice, wrong="sms_wrong_number")
    if not begin(request.user, number, choice):
        return _shown(request, None, language, 429, choice, wrong="own_too_many")
    return _done(language, "sent")


@signed_in
@require_GET
def own_sms_data(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with everything that is kept of her telephone."""
    phone = of_account(request.user)
    if phone is None:
        raise Http404
    told = kept_of(phone, phone.number)
    answer = JsonResponse(told, json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="sms.json"'
    return answer


def _done(language: str, what: str) -> HttpResponse:
    return redirect(f"{reverse('own-sms', args=[language])}?said={what}")


def _shown(
    request: HttpRequest,
    phone: Phone | None,
    language: str,
    status: int = 200,
    choice: Choice | None = None,
    /,
    wrong: str = "",
) -> HttpResponse:
    said = request.GET.get("said", "")
    choice = choice or (chosen(phone) if phone else Choice(language=language))
    content = {
        "door": "voice",
        "phone": phone,
        "ends": holds_until(phone) if phone else None,
        "said": f"sms_said_{said}" if said in _SAID else "",
        "wrong": wrong,
        "typed": request.POST.get("number", ""),
        **form_of(choice, language),
        "rhythms": (),
    }
    return render(request, "voice/sms/own.html", content, status=status)
