"""Send each letter once in its week or month, also where somebody kills the sending.

That a letter was told is written before it leaves and kept after; so one that was sent
just before a kill is sent again under the same name, by which mailboxes know that they
have it.
"""

import datetime
import hashlib
import smtplib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from headload.apps.common.words import say
from headload.apps.voice.letters.clock import period_of
from headload.apps.voice.letters.content import Letter, letter_of
from headload.apps.voice.letters.lines import Line
from headload.apps.voice.letters.wishes import (
    address,
    chosen,
    forget,
    holds_until,
)
from headload.apps.voice.models import Digest

HOURLY = datetime.timedelta(hours=1)
_SOON = datetime.timedelta(days=60)
_KINDS = ("due", "changed", "laws", "calls")


@dataclass
class Sent:
    """What came of sending: letters, wishes with nothing to say, and failures."""

    letters: int = 0
    nothing: int = 0
    failed: int = 0


def send(now: datetime.datetime | None = None) -> Sent:
    """Send every letter that is due; one that fails is tried again the next time."""
    now, sent = now or timezone.now(), Sent()
    forget(Digest, now)
    waiting = Digest.objects.filter(withdrawn=None).exclude(confirmed=None)
    for wish in waiting.select_related("user").order_by("pk"):
        period = period_of(now, wish.every, wish.zone)
        if wish.told == period or not wish.address:
            continue
        letter = letter_of(chosen(wish), wish.seen, now)
        try:
            with transaction.atomic():
                Digest.objects.filter(pk=wish.pk).update(told=period, seen=letter.seen)
                if letter.reason:
                    message_of(wish, letter, now).send()
        except (OSError, smtplib.SMTPException):
            sent.failed += 1
        else:
            sent.letters += letter.reason
            sent.nothing += not letter.reason
    return sent


def send_letters() -> str:
    """Send what is due; return how many.

    Raises
    ------
    SMTPException
        When none of several could be sent.
    """
    sent = send()
    if sent.failed and not sent.letters:
        raise smtplib.SMTPException
    return f"{sent.letters} sent, {sent.nothing} had nothing due, {sent.failed} failed"


def message_of(
    wish: Digest, letter: Letter, now: datetime.datetime
) -> EmailMultiAlternatives:
    """Return a letter as plain text, and beside it as simple HTML."""
    language = wish.language
    stop = address("letters-stop", language, wish.key)
    ends = holds_until(wish)
    ending = ends if ends and ends <= (now + _SOON).date() else None
    content = {
        "language": language,
        "letter": letter,
        "calendar": address("calendar", language),
        "change": address("letters-one", language, wish.key),
        "stop": stop,
        "ending": ending.isoformat() if ending else "",
    }
    message = EmailMultiAlternatives(
        _subject(letter, language),
        _text(letter, content, language),
        to=[wish.address],
        headers={
            "Message-ID": _one_name(wish),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Content-Language": language,
        },
    )
    html = render_to_string("voice/letters/mail.html", content)
    message.attach_alternative(html, "text/html")
    return message


def _subject(letter: Letter, language: str) -> str:
    if letter.due:
        return str(say("letter_subject", language, day=letter.due[0].day))
    deadlines = letter.changed or letter.calls
    return str(
        say("letter_subject_news" if deadlines else "letter_subject_laws", language)
    )


def _text(letter: Letter, content: dict[str, object], language: str) -> str:
    parts = []
    for kind in _KINDS:
        lines: list[Line] = getattr(letter, kind)
        if lines:
            parts.append(say(f"letter_{kind}", language).text.upper())
            parts += ["\n".join(_lines(each)) for each in lines]
        more = {"due": letter.more, "laws": letter.more_laws}.get(kind, 0)
        if more:
            parts.append(str(say(f"letter_more_{kind}", language, count=more)))
    links = [
        f"{say(f'letter_link_{name}', language)}\n{content[name]}"
        for name in ("calendar", "change", "stop")
    ]
    if content["ending"]:
        links.insert(0, str(say("letter_ending", language, day=content["ending"])))
    return "\n\n".join([*parts, "-- ", *links]) + "\n"


def _lines(line: Line) -> list[str]:
    first = f"{line.day}  {line.title}" if line.day else str(line.title)
    notes = [f"  {each}" for each in line.notes]
    return [first, *notes, *([f"  {line.link}"] if line.link else [])]


def _one_name(wish: Digest) -> str:
    """Return the Message-ID of the letter after the last, however often it is sent."""
    told = f"letter {wish.key} {wish.told}"
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return f"<{hashlib.sha256(told.encode()).hexdigest()[:32]}@{host}>"
