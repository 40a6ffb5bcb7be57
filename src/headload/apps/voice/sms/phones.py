"""Telephones of accounts: given, confirmed by a code that was sent to them, taken back.

Only an account gives a number, and only its holder, who gets the code, makes it good.
So nobody makes the site write to a stranger more than once an hour, nor again on the
day on which the stranger said stop.
"""

import datetime
import hmac
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from headload.apps.common.sms import fitted
from headload.apps.common.words import say
from headload.apps.network.own import throttle
from headload.apps.network.sealing import keyed, seal
from headload.apps.voice.letters.wishes import Choice, keep, mark_of, withdraw
from headload.apps.voice.models import Phone
from headload.apps.voice.sms.outbox import drop, key_of, queue, send_after

CODE_SIGNS = 6
_GOOD_FOR = datetime.timedelta(hours=24)


def begin(user: Any, number: str, choice: Choice) -> bool:
    """Keep a number that waits for its code, and send the code.

    Returns
    -------
    bool
        False where too many codes were sent within the hour, or who got one did not
        want it.
    """
    tries = [("sms-number", str(user.pk)), ("sms-number-to", number)]
    if throttle.is_too_many([*tries, ("sms-number-refused", number)]):
        return False
    throttle.count(tries)
    with transaction.atomic():
        Phone.objects.filter(user=user, confirmed=None).delete()
        code = new_code()
        phone = Phone.objects.create(
            user=user,
            mark=mark_of(number),
            sealed=seal(number),
            code_until=timezone.now() + _GOOD_FOR,
        )
        keep(phone, choice)
        Phone.objects.filter(pk=phone.pk).update(code_mark=mark_of_code(phone, code))
        text = say("sms_code", choice.language).text
        key = key_of("number", phone.key)
        queue(number, fitted(text, 1, what="Headload", code=code), key)
        send_after(key)
    return True


def confirm(phone: Phone, code: str) -> bool:
    """Make a number good by its code; its earlier owners and numbers are gone.

    Returns
    -------
    bool
        False for a wrong or old code, and where too many were tried.
    """
    tries = [("sms-code", phone.key)]
    right = hmac.compare_digest(phone.code_mark, mark_of_code(phone, code))
    late = phone.code_until is None or phone.code_until < timezone.now()
    if throttle.is_too_many(tries) or not right or late:
        throttle.count(tries)
        return False
    with transaction.atomic():
        same = Phone.objects.filter(mark=phone.mark)
        own = Phone.objects.filter(user=phone.user)
        for each in (same | own).exclude(pk=phone.pk):
            _take_back(each)
        Phone.objects.filter(pk=phone.pk, withdrawn=None).update(
            confirmed=timezone.now(), code_mark="", code_until=None
        )
    phone.refresh_from_db()
    return True


def of_account(user: Any) -> Phone | None:
    """Return the newest number of an account; none where it has none."""
    return Phone.objects.filter(user=user, withdrawn=None).order_by("-pk").first()


def of_number(number: str) -> list[Phone]:
    """Return the telephones with a number: one that is good, others that wait."""
    found = Phone.objects.filter(mark=mark_of(number), withdrawn=None)
    return list(found.select_related("user").order_by("pk"))


def leave(number: str) -> bool:
    """Take a number back at once, everywhere; false where it was nowhere."""
    found = of_number(number)
    for each in found:
        _take_back(each)
    drop(number)
    return bool(found)


def refuse(number: str) -> None:
    """Take a number back, and send it no code for a day: who holds it did not ask."""
    throttle.count([("sms-number-refused", number)])
    leave(number)


def new_code() -> str:
    """Return a code that nobody guesses within the tries there are."""
    return f"{secrets.randbelow(10**CODE_SIGNS):0{CODE_SIGNS}}"


def mark_of_code(phone: Phone, code: str) -> str:
    """Return what a code of one telephone is known by."""
    return keyed(f"code of {phone.key}", code.strip())


def _take_back(phone: Phone) -> None:
    phone.codes.all().delete()
    phone.code_mark, phone.code_until = "", None
    withdraw(phone)
