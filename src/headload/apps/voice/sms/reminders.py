"""Remind telephones of deadlines, fourteen and three days before, by day.

Each step of each deadline is told once: its key comes of both, whenever the job runs.
"""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from headload.apps.common.sms import fitted
from headload.apps.common.words import say
from headload.apps.voice.due import Due
from headload.apps.voice.feeds.entries import ALARMS
from headload.apps.voice.feeds.page import coming
from headload.apps.voice.feeds.wanted import among
from headload.apps.voice.letters.wishes import chosen, forget
from headload.apps.voice.models import Phone, Process
from headload.apps.voice.sms.carriers import carrier
from headload.apps.voice.sms.outbox import forget as forget_messages
from headload.apps.voice.sms.outbox import key_of, queue, send_waiting

QUARTER = datetime.timedelta(minutes=15)
_BY_DAY = range(8, 20)
_LONGEST = 2


def remind_and_send(now: datetime.datetime | None = None) -> str:
    """Queue the reminders that are due, and send all that waits; return how many.

    Raises
    ------
    OSError
        When messages wait and none of them could be sent.
    """
    if settings.HEADLOAD_SMS is None:
        return "no gateway is set"
    now = now or timezone.now()
    forget(Phone, now)
    forget_messages(now)
    queued = remind(now)
    came = send_waiting(now)
    if came.waiting and not came.sent:
        raise OSError
    return (
        f"{queued} reminders; {came.sent} messages sent, {came.waiting} wait, "
        f"{came.given_up} given up"
    )


def remind(now: datetime.datetime) -> int:
    """Queue a message for each step of each deadline that has come; return how many."""
    phones = Phone.objects.filter(withdrawn=None).exclude(confirmed=None)
    queued = 0
    for phone in phones.select_related("user"):
        there = now.astimezone(ZoneInfo(phone.zone))
        if there.hour in _BY_DAY and phone.user and phone.user.is_active:
            queued += _remind(phone, there)
    return queued


def _remind(phone: Phone, there: datetime.datetime) -> int:
    choice = chosen(phone)
    processes = among(choice.groups, choice.places, choice.bodies)
    queued = 0
    for process, due in coming(processes, there)[0]:
        step = _step(due, there.date())
        if step:
            key = key_of(
                "due", phone.key, process.permanent, due.deadline.pk, due.day, step
            )
            queued += queue(phone.number, text_of(process, due, phone.language), key)
    return queued


def text_of(process: Process, due: Due, language: str) -> str:
    """Return a reminder, in at most two messages of the network."""
    sure = "" if due.sure else f" ({say('calendar_unconfirmed', language)})"
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return fitted(
        say("sms_reminder", language).text,
        _LONGEST,
        what=f"{due.deadline.what}: {process.title}",
        day=str(due.day),
        sure=sure,
        link=f"{base}/id/p/{process.permanent}",
    )


def _step(due: Due, today: datetime.date) -> int:
    """Return the nearest step that has come; none where it is far, or over."""
    left = (due.day - today).days if due.day else -1
    come = [each for each in ALARMS if 0 <= left <= each]
    return min(come, default=0)


def reached() -> str:
    """Return whether the gateway can be reached.

    Raises
    ------
    OSError
        When it cannot.
    """
    way = carrier()
    return way.reach() if way else "off"
