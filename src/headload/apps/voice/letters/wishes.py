"""Wishes to have letters: asked for, confirmed, changed, taken back, and forgotten.

A consent holds for 24 months, as all of the network do. Taking it back leaves the days
on which it was given and taken back, for as long again.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from headload.apps.common.models import Concept
from headload.apps.common.words import say
from headload.apps.network.sealing import keyed, seal
from headload.apps.network.services.consents import MONTHS, months_after
from headload.apps.voice.models import Body, Digest
from headload.apps.voice.models.letters import Wish
from headload.apps.voice.words_of_letters import Every

_A_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Choice:
    """What somebody wants to be told of; of what can be several, none is all."""

    language: str = "en"
    zone: str = "UTC"
    every: str = Every.WEEK.value
    groups: Sequence[Concept] = ()
    places: Sequence[Concept] = ()
    bodies: Sequence[Body] = ()


def ask(email: str, choice: Choice) -> None:
    """Note a wish and mail the link that confirms it; the last one asked for counts.

    Raises
    ------
    OSError
        When mail cannot be sent; then nothing is kept.
    """
    email = email.strip().lower()
    with transaction.atomic():  # without a mail there is no wish
        mark = mark_of(email)
        Digest.objects.filter(mark=mark, confirmed=None).delete()
        wish = Digest.objects.create(mark=mark, sealed=seal(email))
        keep(wish, choice)
        link = address("letters-one", wish.language, wish.key)
        text = say("letter_confirm_mail", wish.language, link=link)
        EmailMessage(
            str(say("letter_confirm_subject", wish.language)),
            f"{text}\n",
            to=[email],
            headers={"Content-Language": wish.language},
        ).send()


def confirm(wish: Digest) -> None:
    """Begin to send letters; a wish that the same address had before is replaced."""
    with transaction.atomic():
        _others(wish).delete()
        Digest.objects.filter(pk=wish.pk, withdrawn=None).update(
            confirmed=timezone.now()
        )
    wish.refresh_from_db()


def keep_own(user: Any, choice: Choice) -> Digest:
    """Keep what an account wants; its address was confirmed when it was made."""
    mark = mark_of(str(user.email).strip().lower())
    with transaction.atomic():
        wish = own(user) or Digest.objects.create(user=user, mark=mark)
        if wish.mark != mark:
            wish.mark = mark
            wish.save(update_fields=["mark"])
        keep(wish, choice)
        confirm(wish)
    return wish


def own(user: Any) -> Digest | None:
    """Return the wish of an account; none where it has none."""
    return Digest.objects.filter(user=user, withdrawn=None).first()


def keep(wish: Wish, choice: Choice) -> None:
    """Keep what is wanted; the next letter does not compare with an earlier choice."""
    wish.language, wish.zone = choice.language, choice.zone
    if isinstance(wish, Digest):
        wish.every, wish.seen = choice.every, {}
    wish.save()
    for name in ("groups", "places", "bodies"):
        getattr(wish, name).set(getattr(choice, name))


def chosen(wish: Wish) -> Choice:
    """Return what is wanted, as `keep` takes it."""
    return Choice(
        language=wish.language,
        zone=wish.zone,
        every=getattr(wish, "every", Every.WEEK.value),
        groups=list(wish.groups.all()),
        places=list(wish.places.all()),
        bodies=list(wish.bodies.all()),
    )


def withdraw(wish: Wish) -> None:
    """Take a consent back: what leads to her is gone, at once."""
    with transaction.atomic():
        keep(wish, Choice())
        wish.mark = wish.sealed = ""
        if isinstance(wish, Digest):
            wish.told = ""
        wish.user = None
        wish.withdrawn = timezone.now()
        wish.save()


def forget(model: type[Wish], now: datetime.datetime) -> None:
    """Delete what was never confirmed or ended long ago; end what nobody renewed."""
    rows = model._default_manager
    rows.filter(confirmed=None, withdrawn=None, asked__lt=now - _A_WEEK).delete()
    ended = months_after(now.date(), -MONTHS)
    for wish in rows.filter(withdrawn=None, confirmed__date__lt=ended):
        withdraw(wish)
    rows.filter(withdrawn__date__lt=ended).delete()


def holds_until(wish: Wish) -> datetime.date | None:
    """Return the day on which a consent ends; none where it was not given."""
    if wish.confirmed is None:
        return None
    return months_after(wish.confirmed.date(), MONTHS)


def kept_of(wish: Wish, where: str) -> dict[str, object]:
    """Return everything that is kept of somebody, for her alone."""
    ends = holds_until(wish)
    return {
        "address": where,
        "consent": {
            "asked": wish.asked.isoformat(),
            "given": wish.confirmed.isoformat() if wish.confirmed else None,
            "read_in": wish.language,
            "holds_until": ends.isoformat() if ends else None,
        },
        "language": wish.language,
        "time_zone": wish.zone,
        "groups": [each.code for each in wish.groups.all()],
        "places": [each.code for each in wish.places.all()],
        "bodies": [each.slug for each in wish.bodies.all()],
        **(
            {"every": wish.every, "last_letter": wish.told, "last_said": wish.seen}
            if isinstance(wish, Digest)
            else {}
        ),
    }


def mark_of(where: str) -> str:
    """Return what an address or number is found again by; it leads back to neither."""
    return keyed("told of deadlines", where)


def address(name: str, *parts: str) -> str:
    """Return the whole address of a page."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{reverse(name, args=parts)}"


def _others(wish: Digest) -> Any:
    return Digest.objects.filter(mark=wish.mark).exclude(pk=wish.pk)
