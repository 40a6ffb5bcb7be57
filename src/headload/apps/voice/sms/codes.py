"""Codes by which an organisation confirms a sign-on from a telephone.

They go to confirmed telephones of accounts that may confirm it: never to that of the
one who entered it (decision 38). The mandate is kept with the sign-on as ever.
"""

import datetime
import hmac
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headload.apps.common.sms import fitted
from headload.apps.common.words import say
from headload.apps.network.own import throttle
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import Phone, SignOn, SignOnCode
from headload.apps.voice.services.paper_rights import may_confirm
from headload.apps.voice.services.sign_ons import confirm
from headload.apps.voice.sms.outbox import key_of, queue
from headload.apps.voice.sms.phones import mark_of_code, new_code
from headload.apps.voice.states import SignOnState
from headload.errors import HeadloadError

_GOOD_FOR = datetime.timedelta(days=7)


def sign_on_changed(instance: Any, **_: Any) -> None:
    """Offer codes once a sign-on that waits for its confirmation is safe."""
    if settings.HEADLOAD_SMS is not None and instance.state == SignOnState.SIGNED:
        transaction.on_commit(lambda: offer(instance.pk), robust=True)


def offer(pk: int) -> int:
    """Send a code to each telephone that may confirm a sign-on; return how many."""
    kept = SignOn.objects.select_related("version__document", "organisation").get(pk=pk)
    if kept.state != SignOnState.SIGNED:
        return 0
    owners = kept.organisation.owners.filter(is_active=True)
    phones = Phone.objects.filter(user__in=owners, withdrawn=None)
    offered = 0
    for phone in phones.exclude(confirmed=None).select_related("user"):
        if may_confirm(Actor(phone.user, Role.EDITOR), kept):
            offered += _offered(phone, kept)
    return offered


def confirm_by_code(phone: Phone, code: str) -> SignOn | None:
    """Confirm the sign-on that a code was sent for; none for a code of nothing.

    A code works once, for seven days, and from its telephone alone.
    """
    tries = [("sms-code", phone.key)]
    if throttle.is_too_many(tries) or not phone.user.is_active:
        return None
    wanted = mark_of_code(phone, code)
    since = timezone.now() - _GOOD_FOR
    codes = SignOnCode.objects.filter(phone=phone, made__gt=since)
    for found in codes.select_related("sign_on__organisation"):
        if hmac.compare_digest(found.mark, wanted):
            return _confirmed(found)
    throttle.count(tries)
    return None


def _confirmed(found: SignOnCode) -> SignOn | None:
    kept = found.sign_on
    try:
        confirm(kept, Actor(found.phone.user, Role.EDITOR))
    except HeadloadError:
        return None
    finally:
        found.delete()
    return kept


def _offered(phone: Phone, kept: SignOn) -> bool:
    language, code = phone.language, new_code()
    # one for each time that it was signed: what was withdrawn may be signed anew
    SignOnCode.objects.filter(phone=phone, sign_on=kept).delete()
    made = SignOnCode.objects.create(
        phone=phone, sign_on=kept, mark=mark_of_code(phone, code)
    )
    text = fitted(
        say("sms_sign_on", language).text,
        2,
        what=kept.version.said(language).text,
        code=code,
    )
    return queue(phone.number, text, key_of("sign-on", made.pk, phone.key))
