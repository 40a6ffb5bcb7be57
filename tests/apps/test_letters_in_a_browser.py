"""Letters and SMS on a telephone: asked for by keyboard, without a script."""

from typing import Any

import pytest

from apps.conftest import Site
from apps.test_asking_in_a_browser import address, keeper
from apps.test_in_a_browser import browser
from apps.test_own_record_in_a_browser import is_inside, phone, sign_in

__all__ = ["address", "browser", "keeper"]


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("es", "light", 320), ("fr", "dark", 1280)]
)
def test_pages_of_letters_have_no_fault_and_fit_a_phone(
    site: Site,
    browser: Any,
    address: str,
    keeper: Any,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    scheme: str,
    width: int,
) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from django.conf import settings

    from headload.apps.common.sms import Gateway
    from headload.apps.voice.letters.wishes import Choice, keep_own
    from headload.apps.voice.models import Digest, Phone

    monkeypatch.setattr(settings, "HEADLOAD_SMS", Gateway("folder"))
    _, user = keeper
    user.email = "rosa@example.org"
    user.save()
    page = phone(browser, bypass_csp=True, color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    wish = keep_own(user, Choice())

    def look(name: str) -> None:
        page.goto(f"{address}/{language}/{name}")
        sound(name)

    def sound(name: str) -> None:
        assert page.locator("h1").count() == 1, name
        for each in page.locator("summary").all():
            each.click()
        faults = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in faults] == [], name
        assert is_inside(page), name

    for name in ("", f"{wish.key}/", f"{wish.key}/stop"):
        look(f"calendar/letters/{name}")
    waiting = Digest.objects.create(mark="waits")
    look(f"calendar/letters/{waiting.key}/")
    page.locator("main button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=status]")
    sign_in(page, address, language, user)
    look("my/letters/")
    look("my/sms/")
    page.locator("#number").fill("+233 24 555 0199")
    page.keyboard.press("Enter")
    page.wait_for_selector("#code")
    sound("a code is waited for")
    Phone.objects.filter(user=user).update(confirmed=wish.confirmed)
    look("my/sms/")
    page.context.close()
    for model in (Digest, Phone):
        model.objects.all().delete()
    for file in (site.home / "sms").iterdir():
        file.unlink()
