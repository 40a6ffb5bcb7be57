"""Messages that wait, and their sending: each once, also where somebody kills it.

That a message is on its way is written before it leaves. Where a kill, or a gateway
without an answer, leaves open whether it went out, it goes again only by a gateway that
is told keys and so knows it; by others it is given up, since a reminder that is lost
costs less than one that comes twice.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from headload.apps.common.sms import Carrier, NoAnswer, NotSent
from headload.apps.network.sealing import seal, unseal
from headload.apps.voice.models import Arrived, Sms
from headload.apps.voice.sms.carriers import carrier
from headload.apps.voice.words_of_letters import SmsState

_MOST_TRIES = 5
_LATEST = datetime.timedelta(days=1)
_BROKEN_OFF = datetime.timedelta(minutes=5)
_KEPT = datetime.timedelta(days=400)
_OPEN = (SmsState.WAITING.value, SmsState.SENDING.value)


@dataclass
class Sent:
    """What came of sending: messages that went out, wait again, or were given up."""

    sent: int = 0
    waiting: int = 0
    given_up: int = 0


def key_of(*parts: object) -> str:
    """Return the key of a message that is the same for the same parts."""
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:40]


def queue(number: str, text: str, key: str) -> bool:
    """Keep a message until it is sent; false where one of this key was kept before."""
    try:
        with transaction.atomic():
            Sms.objects.create(
                key=key, sealed_number=seal(number), sealed_text=seal(text)
            )
    except IntegrityError:
        return False
    return True


def send_after(key: str) -> None:
    """Send a message that is waited for, once the transaction is over."""
    transaction.on_commit(lambda: send_waiting(only=key), robust=True)


def send_waiting(now: datetime.datetime | None = None, only: str = "") -> Sent:
    """Send what waits; one that is refused waits for the next time."""
    way, now, came = carrier(), now or timezone.now(), Sent()
    if way is None:
        return came
    waiting = Sms.objects.filter(state__in=_OPEN)
    waiting = waiting.filter(key=only) if only else waiting
    for row in waiting.order_by("pk"):
        state = _one(row, way, now)
        came.sent += state == SmsState.SENT
        came.waiting += state in _OPEN
        came.given_up += state in {SmsState.FAILED, SmsState.UNSURE}
    return came


def forget(now: datetime.datetime) -> None:
    """Forget keys of messages that nothing can send again."""
    Sms.objects.exclude(state__in=_OPEN).filter(made__lt=now - _KEPT).delete()
    Arrived.objects.filter(at__lt=now - _KEPT).delete()


def drop(number: str) -> None:
    """Let nothing more go to a number: what waits for it is given up."""
    for row in Sms.objects.filter(state__in=_OPEN):
        if unseal(row.sealed_number) == number:
            _end(row, SmsState.FAILED)


def _one(row: Sms, way: Carrier, now: datetime.datetime) -> str:
    if row.state == SmsState.SENDING:
        if row.at > now - _BROKEN_OFF:
            return SmsState.SENDING  # another process is at it
        if not way.knows_keys:
            return _end(row, SmsState.UNSURE)
    elif row.made < now - _LATEST or row.tries >= _MOST_TRIES:
        return _end(row, SmsState.FAILED)
    claimed = Sms.objects.filter(pk=row.pk, state=row.state, at=row.at)
    if not claimed.update(state=SmsState.SENDING, at=now, tries=row.tries + 1):
        return SmsState.SENDING
    try:
        way.send(unseal(row.sealed_number), unseal(row.sealed_text), row.key)
    except NotSent:
        Sms.objects.filter(pk=row.pk).update(state=SmsState.WAITING)
        return SmsState.WAITING
    except NoAnswer:
        return SmsState.SENDING if way.knows_keys else _end(row, SmsState.UNSURE)
    return _end(row, SmsState.SENT)


def _end(row: Sms, state: SmsState) -> str:
    Sms.objects.filter(pk=row.pk).update(
        state=state.value, sealed_number="", sealed_text=""
    )
    return state
