"""The second step in tests: taken by whoever a test signs in, or typed in a browser.

Only requests that the test client makes up to sign somebody in are helped; they have no
path. Whoever signs in by a form stands before the second step as anywhere.
"""

import time
from typing import Any


def signed_in_with_both_steps() -> None:
    """Let `Client.login` and `Client.force_login` stand for both steps."""
    from django.contrib.auth.signals import user_logged_in

    user_logged_in.connect(_take, dispatch_uid="tests: second step")


def _take(sender: Any, request: Any, user: Any, **_: Any) -> None:
    if request.path:
        return
    from django_otp import DEVICE_ID_SESSION_KEY

    request.session[DEVICE_ID_SESSION_KEY] = authenticator(user).persistent_id


def authenticator(user: Any) -> Any:
    """Return the authenticator of an account, made if there was none."""
    from headload.apps.site.models import Authenticator

    values = {"name": "tests", "confirmed": True}
    return Authenticator.objects.get_or_create(user_id=user.pk, defaults=values)[0]


def code_of(device: Any, *, later: int = 0) -> str:
    """Return what an authenticator shows now, or some steps of half a minute later."""
    from django_otp.oath import TOTP

    shown = TOTP(device.bin_key)
    shown.time = time.time() + 30 * later
    return f"{shown.token():06d}"


def take_by_form(client: Any, user: Any, where: str) -> None:
    """Give the code that is asked for at an address, where one is asked for."""
    if client.get(where).status_code != 302:
        return
    shown = authenticator(user)
    there = client.get(where).headers["Location"].partition("?")[0]
    answer = client.post(there, {"code": code_of(shown, later=shown.last_t > 0)})
    assert answer.status_code == 302, answer.content.decode()


def take(page: Any, name: str) -> None:
    """Set the second step up in a browser that stands before it, and go on."""
    from headload.apps.site.models import Authenticator

    Authenticator.objects.filter(user__username=name).delete()
    page.wait_for_url("**/second-step/**")
    page.reload()
    device = Authenticator.objects.get(user__username=name)
    page.locator("[name=code]").fill(code_of(device))
    page.locator("[name=code]").press("Enter")
    page.get_by_role("link", name="I have kept them").click()
