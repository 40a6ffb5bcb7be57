"""The address that a gateway hands replies to: signed, once, and not too often.

Who does not know the secret learns nothing; a number that no account gave gets no
answer, so that nobody makes the site write to strangers.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from headload.apps.common.replies import Reply, Understood, understood
from headload.apps.common.sms import Gateway, number_of, plain
from headload.apps.common.words import say
from headload.apps.network.own import throttle
from headload.apps.network.sealing import keyed
from headload.apps.voice.models import Arrived, Phone
from headload.apps.voice.sms.outbox import key_of, queue, send_after
from headload.apps.voice.sms.phones import of_number

_MOST_BYTES = 8192
_LONGEST = 640


@csrf_exempt  # a gateway has no session; its signature is held against the secret
@require_POST
def replies(request: HttpRequest) -> HttpResponse:
    """Hear a reply: 204 once it was heard, also where there was nothing to do."""
    gateway: Gateway | None = settings.HEADLOAD_SMS
    if gateway is None or not gateway.secret:
        return HttpResponse(status=404)
    body = request.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        return HttpResponse(status=413)
    if not _is_signed(request, body, gateway.secret):
        return HttpResponse(status=403)
    told = _told(body, request.content_type or "")
    number, text, name = (
        told.get(gateway.reply.get(part, part), "") for part in ("number", "text", "id")
    )
    number = number_of(number)
    if not (number and text and name):
        return HttpResponse(status=422)
    found, tries = understood(text[:_LONGEST]), [("sms-from", number), ("sms-all", "")]
    if throttle.is_too_many(tries) and not (found and found.always):
        return HttpResponse(status=429)
    throttle.count(tries)
    _hear(number, found, keyed("reply", name)[:40])
    return HttpResponse(status=204)


def signature(body: bytes, secret: str) -> str:
    """Return what a gateway signs a reply with: HMAC-SHA256 of its body, as hex."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _is_signed(request: HttpRequest, body: bytes, secret: str) -> bool:
    """Tell whether it has the signature, or the secret itself as a bearer's."""
    signed = request.headers.get("X-Signature", "").removeprefix("sha256=")
    bearer = request.headers.get("Authorization", "")
    by_body = hmac.compare_digest(signed.encode(), signature(body, secret).encode())
    by_word = hmac.compare_digest(bearer.encode(), f"Bearer {secret}".encode())
    return by_body or by_word


def _told(body: bytes, kind: str) -> Mapping[str, str]:
    """Return the fields of a body; none where it is not what it says."""
    try:
        if kind == "application/json":
            found = json.loads(body)
            fields = found.items() if isinstance(found, dict) else ()
            return {key: str(value) for key, value in fields}
        return QueryDict(body.decode()).dict()
    except (ValueError, RecursionError):
        return {}


def _hear(number: str, found: Understood | None, key: str) -> None:
    """Do what a reply says, all of it or nothing, and once; queue the answer."""
    phone = _speaking(of_number(number))
    if phone is None:
        return
    with transaction.atomic():
        if not _is_new(key):
            return
        if found is None:
            answer = str(say("sms_what", phone.language))
        else:
            answer = found.answer(Reply(phone, found.said, key))
        sent = key_of("answer", key)
        queue(number, plain(answer), sent)
        send_after(sent)


def _is_new(key: str) -> bool:
    try:
        with transaction.atomic():
            Arrived.objects.create(key=key)
    except IntegrityError:
        return False
    return True


def _speaking(phones: list[Phone]) -> Phone | None:
    """Return the telephone that replies: one that waits for its code, else the good."""
    waiting = [each for each in phones if each.confirmed is None]
    return next(iter(waiting[-1:] or phones), None)
