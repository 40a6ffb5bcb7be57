"""How often somebody may try: counted by marks, which are gone after a day.

A mark is a keyed hash; without the site's secret it leads back to no machine, name or
address. Where a proxy stands before the site, the last address it added counts.
"""

import datetime
import hashlib
import hmac
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from headload.apps.network.models import Attempt

_A_DAY = datetime.timedelta(days=1)
_AN_HOUR = datetime.timedelta(hours=1)
MOST: Mapping[str, int] = {
    "account-machine": 8,
    "account": 40,
    "machine": 60,
    "second-step": 5,
    "link": 30,
    "claim": 5,
    "claim-all": 100,
    "password": 5,
    "password-account": 3,
    "write": 5,
    "write-to": 20,
    "write-all": 200,
    "ask": 20,
    "letter": 10,
    "letter-to": 1,
    "letter-all": 200,
    "sms-number": 3,
    "sms-number-to": 1,
    "sms-number-refused": 1,
    "sms-code": 5,
    "sms-from": 20,
    "sms-all": 1000,
}
"""Tries within an hour, by what is tried."""
_FOR_A_DAY = {"sms-number-refused"}
"""Of these, tries within a day."""
Tries = Iterable[tuple[str, str]]


def machine(request: HttpRequest) -> str:
    """Return the address that a request comes from; used for a mark alone."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    last = forwarded.rpartition(",")[2].strip()
    return last or str(request.META.get("REMOTE_ADDR", ""))


def of_sign_in(request: HttpRequest, name: str) -> list[tuple[str, str]]:
    """Return what a try to sign in is counted by."""
    here, account = machine(request), name.strip().lower()
    both = f"{account} {here}"
    return [("account-machine", both), ("account", account), ("machine", here)]


def is_too_many(tries: Tries) -> bool:
    """Tell whether one of these was tried too often within the hour, or the day."""
    return any(
        Attempt.objects.filter(kind=kind, mark=_mark(who), at__gt=_since(kind)).count()
        >= MOST[kind]
        for kind, who in tries
    )


def count(tries: Tries) -> None:
    """Count a try; forget those of yesterday."""
    forget()
    Attempt.objects.bulk_create(
        [Attempt(kind=kind, mark=_mark(who)) for kind, who in tries]
    )


def forget() -> None:
    """Forget tries older than a day."""
    Attempt.objects.filter(at__lt=timezone.now() - _A_DAY).delete()


def _since(kind: str) -> datetime.datetime:
    return timezone.now() - (_A_DAY if kind in _FOR_A_DAY else _AN_HOUR)


def _mark(who: str) -> str:
    key = f"headload tries {settings.SECRET_KEY}".encode()
    return hmac.new(key, who.encode(), hashlib.sha256).hexdigest()
