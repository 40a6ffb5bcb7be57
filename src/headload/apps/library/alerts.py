"""Tell readers by e-mail of new works that their question finds.

A reader asks on the page of her search, and again by a link that is mailed to her;
before that nothing else is sent. Each mail carries the way out, in one click (RFC
8058), and with it her address is gone. Wishes that were never confirmed go after a
week.
"""

import datetime
import hashlib
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from headload.apps.common.words import say
from headload.apps.library.models import Alert, Work
from headload.apps.search.find import every_key

FACETS = ("type", "worker_group", "place", "topic", "language", "year", "series")
"""Choices that a question about works may have."""
_AN_HOUR, _A_WEEK = datetime.timedelta(hours=1), datetime.timedelta(days=7)
_MOST_AN_HOUR = 200
_LISTED = 20


class TooMany(Exception):
    """More wishes came within the hour than anybody would ask for."""


@dataclass
class Sent:
    """What came of sending: mails, wishes without news, and mails that failed."""

    mails: int = 0
    nothing_new: int = 0
    failed: int = 0


def query_of(values: Mapping[str, str]) -> str:
    """Return a question and its choices as they stand in an address."""
    wanted = {name: values.get(name, "").strip()[:80] for name in FACETS}
    asked = {"q": values.get("q", "").strip()[:200], **wanted}
    return urlencode({name: value for name, value in asked.items() if value})[:500]


def ask(email: str, query: str, language: str) -> None:
    """Note a wish and mail the link that confirms it.

    A wish that is confirmed, or was asked for within the hour, is left as it is, and
    nobody can tell the difference from outside.

    Raises
    ------
    TooMany
        When more than two hundred wishes came within the hour.
    OSError
        When mail cannot be sent; then nothing is kept.
    """
    now = timezone.now()
    if Alert.objects.filter(asked__gt=now - _AN_HOUR).count() >= _MOST_AN_HOUR:
        raise TooMany
    with transaction.atomic():  # without a mail there is no wish
        alert, new = Alert.objects.get_or_create(
            email=email.lower(), query=query, language=language
        )
        if not new and (alert.confirmed or alert.asked > now - _AN_HOUR):
            return
        Alert.objects.filter(pk=alert.pk).update(asked=now)
        link = _address("alert-confirm", alert)
        _mail(
            alert,
            str(say("alert_confirm_subject", language)),
            str(say("alert_confirm_text", language, what=_what(alert), link=link)),
        ).send()


def send() -> Sent:
    """Send every confirmed wish what is new since the last time.

    A mail that cannot be sent is tried again the next time. One that was sent just
    before this process was killed is sent again under the same name, by which mailboxes
    know that they have it.
    """
    Alert.objects.filter(confirmed=None, asked__lt=timezone.now() - _A_WEEK).delete()
    sent = Sent()
    for alert in Alert.objects.exclude(confirmed=None).order_by("pk"):
        now = timezone.now()
        works = _new_for(alert, now)
        if not works:
            sent.nothing_new += 1
            continue
        try:
            with transaction.atomic():
                Alert.objects.filter(pk=alert.pk).update(told_until=now)
                news = _mail(alert, *_news(alert, works))
                news.extra_headers["Message-ID"] = _one_name(alert)
                news.send()
        except (OSError, smtplib.SMTPException):
            sent.failed += 1
        else:
            sent.mails += 1
    return sent


def _new_for(alert: Alert, now: datetime.datetime) -> list[Work]:
    """Return works that were first shown since a wish was told of any."""
    asked = dict(parse_qsl(alert.query))
    text = asked.pop("q", "")
    keys = every_key(text, alert.language, {"kind": "work", **asked})
    found = Work.objects.filter(
        slug__in=[key.partition(":")[2] for key in keys],
        live=True,
        withdrawn=None,
        first_published_at__gt=alert.told_until,
        first_published_at__lte=now,
    )
    return list(found.order_by("-first_published_at", "slug"))


def _news(alert: Alert, works: list[Work]) -> tuple[str, str]:
    language = alert.language
    lines = [f"{work}\n{_permanent(work)}" for work in works[:_LISTED]]
    left = len(works) - len(lines)
    if left:
        lines.append(str(say("alert_more", language, count=left)))
    subject = str(say("alert_subject", language, count=len(works)))
    text = str(
        say(
            "alert_text",
            language,
            what=_what(alert),
            list="\n\n".join(lines),
            stop=_address("alert-stop", alert),
        )
    )
    return subject, text


def _what(alert: Alert) -> str:
    asked = dict(parse_qsl(alert.query))
    return ", ".join(asked.values()) or str(say("alert_everything", alert.language))


def _mail(alert: Alert, subject: str, text: str) -> EmailMessage:
    stop = _address("alert-stop", alert)
    return EmailMessage(
        " ".join(subject.split()),
        text,
        to=[alert.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Content-Language": alert.language,
        },
    )


def _one_name(alert: Alert) -> str:
    """Return the Message-ID of what a wish is told next, however often it is sent."""
    told = f"{alert.key} {alert.told_until.isoformat()}"
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{host}>"


def _address(name: str, alert: Alert) -> str:
    path = reverse(name, args=[alert.language, alert.key])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def _permanent(work: Work) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/id/w/{work.permanent}"
