"""Codes of the second step: by an authenticator (RFC 6238), or from a list on paper.

Tries are counted where tries to sign in are; django-otp's own counting is off. A code
is taken once. Codes on paper have 120 bits and are kept as marks.
"""

import base64
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from wagtail.log_actions import log

from headload.apps.network.own import throttle
from headload.apps.network.sealing import keyed
from headload.apps.site.models import Authenticator

HOW_MANY = 8
"""Codes on paper that an account gets."""
_BYTES, _GROUP = 15, 4


def authenticator_of(user: Any) -> Authenticator | None:
    """Return the authenticator that an account has shown to be its own."""
    return Authenticator.objects.filter(user_id=user.pk, confirmed=True).first()


def begin(user: Any) -> Authenticator:
    """Return a new authenticator; it counts once `confirm` has seen a code of it."""
    Authenticator.objects.filter(user_id=user.pk, confirmed=False).delete()
    return Authenticator.objects.create(user_id=user.pk, name="desk", confirmed=False)


def begun(user: Any) -> Authenticator | None:
    """Return the authenticator that waits for its first code."""
    return Authenticator.objects.filter(user_id=user.pk, confirmed=False).first()


def is_too_many(user: Any) -> bool:
    """Tell whether an account gave wrong codes too often within the hour."""
    return throttle.is_too_many(_tries(user))


def confirm(user: Any, code: str) -> Authenticator | None:
    """Take an authenticator for an account's own by its first code; none if wrong."""
    device = begun(user)
    if device is None or not _is_right(user, device, code):
        return None
    device.refresh_from_db()
    device.confirmed = True
    device.save()
    log(instance=user, action="headload.second_step", user=user)
    return device


def check(user: Any, code: str) -> Device | None:
    """Return what a code comes from, authenticator or paper; none if it is wrong."""
    device = authenticator_of(user)
    if device is None:
        return None
    if _plain(code).isdecimal():
        return device if _is_right(user, device, code) else None
    paper = StaticDevice.objects.filter(user_id=user.pk, confirmed=True).first()
    if paper is None or not _is_right(user, paper, _marked(_plain(code))):
        return None
    log(instance=user, action="headload.recovery_code", user=user)
    return paper


@transaction.atomic
def new_codes(user: Any) -> Sequence[str]:
    """Return new codes for paper, to be shown once; those before are gone."""
    StaticDevice.objects.filter(user_id=user.pk).delete()
    paper = StaticDevice.objects.create(user_id=user.pk, name="paper")
    made = [
        base64.b32encode(secrets.token_bytes(_BYTES)).decode().lower()
        for _ in range(HOW_MANY)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=paper, token=_marked(each)) for each in made
    )
    return [_spaced(each) for each in made]


def codes_left(user: Any) -> int:
    """Return how many codes on paper were not used yet."""
    return int(StaticToken.objects.filter(device__user_id=user.pk).count())


@transaction.atomic
def forget(user: Any) -> bool:
    """Forget the authenticator and the codes of an account; tell whether it had any.

    All sessions that used them stand before the second step again.
    """
    had, _ = Authenticator.objects.filter(user_id=user.pk).delete()
    StaticDevice.objects.filter(user_id=user.pk).delete()
    log(instance=user, action="headload.second_step_reset")
    return bool(had)


def _is_right(user: Any, device: Device, code: str) -> bool:
    if is_too_many(user):
        return False
    if verify_token(user, device.persistent_id, _plain(code)) is not None:
        return True
    throttle.count(_tries(user))
    return False


def _tries(user: Any) -> list[tuple[str, str]]:
    return [("second-step", str(user.pk))]


def _plain(code: str) -> str:
    return "".join(each for each in code[:60].lower() if each.isalnum())


def _marked(code: str) -> str:
    """Return what is kept of a code: sixteen signs, as many as fit."""
    digest = bytes.fromhex(keyed("recovery code", code))
    return base64.b32encode(digest[:10]).decode().lower()


def _spaced(code: str) -> str:
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
