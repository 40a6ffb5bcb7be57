"""A password alone opens nothing at the desk: codes, paper, sessions, tries."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from apps.conftest import Site
from apps.second_step import code_of
from headload.cli.app import run

SECRET = "three words here"  # noqa: S105
DESK = "/desk/second-step/"


@pytest.fixture
def amina(site: Site) -> Iterator[Any]:
    from django.contrib.auth import get_user_model

    from headload.apps.network.models import Attempt
    from headload.apps.site.accounts import make_editor

    make_editor("amina", SECRET, admin=True)
    user = get_user_model().objects.get(username="amina")
    yield user
    user.delete()
    Attempt.objects.all().delete()


def client() -> Any:
    from django.test import Client

    return Client()


def by_password(where: str = "/desk/login/") -> Any:
    """Return somebody who gave her password, and no code yet."""
    made = client()
    name = "username" if where.startswith("/desk/") else "email"
    answer = made.post(where, {name: "amina", "password": SECRET})
    assert answer.status_code == 302, answer.content.decode()
    return made


def set_up(made: Any, where: str = DESK) -> tuple[Any, list[str]]:
    """Set the second step up; return the authenticator and the codes on paper."""
    from headload.apps.site.models import Authenticator

    assert made.get(where).status_code == 200
    device = Authenticator.objects.get(user__username="amina", confirmed=False)
    answer = made.post(where, {"code": code_of(device)})
    assert answer.status_code == 200
    device.refresh_from_db()
    return device, re.findall(r"<code>([a-z2-7-]+)</code>", answer.content.decode())


def test_a_password_alone_opens_no_page_of_the_desk(site: Site, amina: Any) -> None:
    made = by_password()
    for address in ("/desk/", "/desk/pages/", "/desk/users/", "/desk/api/main/pages/"):
        answer = made.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(f"{DESK}?next=")
    assert made.post("/desk/account/", {}).headers["Location"] == DESK


def test_a_password_alone_opens_no_own_page_to_who_may_open_the_desk(
    site: Site, amina: Any
) -> None:
    made = by_password("/en/my/sign-in/")
    answer = made.get("/en/my/")
    assert answer.headers["Location"] == "/en/my/second-step/?next=%2Fen%2Fmy%2F"
    set_up(made, "/en/my/second-step/")
    assert made.get("/en/my/").status_code == 200


def test_who_sets_it_up_sees_a_picture_and_her_codes_once(
    site: Site, amina: Any
) -> None:
    made = by_password()
    page = made.get(DESK)
    assert "<script" not in page.content.decode()
    picture = made.get(f"{DESK}code.png")
    assert picture.content.startswith(b"\x89PNG")
    assert picture.headers["Cache-Control"] == "private, no-store"
    before = made.cookies["sessionid"].value
    device, paper = set_up(made)
    assert made.cookies["sessionid"].value != before
    assert len(set(paper)) == 8
    assert device.confirmed
    assert made.get("/desk/").status_code == 200
    assert made.get(f"{DESK}code.png").status_code == 404
    assert paper[0] not in made.get(DESK).content.decode()


def test_neither_key_nor_paper_can_be_read_from_the_database(
    site: Site, amina: Any
) -> None:
    from django_otp.plugins.otp_static.models import StaticToken

    device, paper = set_up(by_password())
    assert device.key != device.bin_key.hex()
    hers = StaticToken.objects.filter(device__user=amina)
    kept = set(hers.values_list("token", flat=True))
    assert len(kept) == 8
    assert not kept & {code.replace("-", "")[:16] for code in paper}


def test_a_code_works_once_and_only_for_its_account(site: Site, amina: Any) -> None:
    device, paper = set_up(by_password())
    again = by_password()
    assert again.post(DESK, {"code": code_of(device)}).status_code == 422
    assert again.get("/desk/").status_code == 302
    code = code_of(device, later=1)
    assert again.post(DESK, {"code": code}).status_code == 302
    assert again.get("/desk/").status_code == 200
    third = by_password()
    assert third.post(DESK, {"code": paper[3].upper()}).status_code == 302
    assert third.get("/desk/").status_code == 200
    assert by_password().post(DESK, {"code": paper[3]}).status_code == 422


def test_tries_are_limited_whether_the_next_is_right_or_not(
    site: Site, amina: Any
) -> None:
    device, paper = set_up(by_password())
    made = by_password()
    for _ in range(5):
        last = made.post(DESK, {"code": "000000"})
    assert last.status_code == 429
    assert made.post(DESK, {"code": code_of(device, later=1)}).status_code == 429
    assert made.post(DESK, {"code": paper[0]}).status_code == 429
    assert made.get("/desk/").status_code == 302


def test_one_cannot_set_it_up_anew_by_a_password_alone(site: Site, amina: Any) -> None:
    from headload.apps.site.models import Authenticator

    set_up(by_password())
    made = by_password()
    assert "code.png" not in made.get(DESK).content.decode()
    assert made.get(f"{DESK}code.png").status_code == 404
    assert made.post(DESK, {"new": "yes"}).status_code == 422
    assert Authenticator.objects.filter(user=amina).count() == 1


def test_a_session_before_the_second_step_counts_for_nothing_elsewhere(
    site: Site, amina: Any
) -> None:
    made = by_password()
    seen: list[Any] = []
    from headload.apps.site.second_step.first import second_step_first

    request = made.get("/en/").wsgi_request
    second_step_first(lambda each: seen.append(each.user.is_authenticated))(request)
    assert seen == [False]


def test_a_reset_is_logged_and_ends_what_was_open(
    site: Site, amina: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from wagtail.models import ModelLogEntry

    made = by_password()
    set_up(made)
    assert made.get("/desk/").status_code == 200
    assert run(["site", "reset-second-step", "nobody"]) == 2
    assert "HL-SITE-45" in capsys.readouterr().err
    assert run(["site", "reset-second-step", "amina"]) == 0
    assert "next" in capsys.readouterr().out
    assert made.get("/desk/").status_code == 302
    logged = ModelLogEntry.objects.filter(object_id=str(amina.pk))
    assert logged.filter(action="headload.second_step_reset").count() == 1
    _, paper = set_up(made)
    assert len(paper) == 8
    assert made.get("/desk/").status_code == 200
    said = made.get(f"/desk/users/history/{amina.pk}/").content.decode()
    assert "Reset the second step" in said


def test_it_cannot_be_switched_off_where_others_reach_the_site(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runpy import run_path

    from headload.apps.site import settings

    monkeypatch.setenv("HEADLOAD_SECOND_STEP", "no")
    assert settings.__file__
    assert run_path(settings.__file__)["HEADLOAD_SECOND_STEP"]
    monkeypatch.setenv("HEADLOAD_HTTPS", "no")
    assert not run_path(settings.__file__)["HEADLOAD_SECOND_STEP"]


def test_sign_in_gives_a_new_session_and_a_new_password_ends_all(
    site: Site, amina: Any
) -> None:
    made = client()
    made.get("/desk/login/")
    session = made.session
    session["planted"] = "yes"
    session.save()
    planted = made.cookies["sessionid"].value
    made.post("/desk/login/", {"username": "amina", "password": SECRET})
    assert made.cookies["sessionid"].value != planted
    set_up(made)
    other = by_password("/en/my/sign-in/")
    amina.set_password("other words in here")
    amina.save()
    assert made.get("/desk/").headers["Location"].startswith("/desk/login/")
    assert "sign-in" in other.get("/en/my/").headers["Location"]


def test_an_unknown_name_gets_the_answer_of_a_wrong_password_and_as_much_work(
    site: Site, amina: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    worked: list[str] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: Any, password: str, *rest: Any) -> str:
        worked.append(password)
        return str(encode(self, password, *rest))

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    for where, field in (("/desk/login/", "username"), ("/en/my/sign-in/", "email")):
        said, work = [], []
        for name in ("amina", "nobody"):
            worked.clear()
            made = client()
            answer = made.post(where, {field: name, "password": "wrong words"})
            text = answer.content.decode().replace(name, "NAME")
            said.append((answer.status_code, re.sub(r"\w{64}", "", text)))
            work.append(len(worked))
        assert said[0] == said[1]
        assert work[0] == work[1] == 1


@pytest.mark.parametrize(
    ("where", "field"), [("/desk/login/", "username"), ("/en/my/sign-in/", "email")]
)
def test_after_too_many_tries_the_right_password_opens_no_door(
    site: Site, amina: Any, where: str, field: str
) -> None:
    made = client()
    for _ in range(8):
        made.post(where, {field: "amina", "password": "wrong words"})
    for door, name in (("/desk/login/", "username"), ("/en/my/sign-in/", "email")):
        answer = made.post(door, {name: "amina", "password": SECRET})
        assert answer.status_code in {200, 422, 429}


def test_the_desk_has_no_second_door_to_a_new_password(site: Site) -> None:
    assert client().get("/desk/password_reset/").status_code == 404
    assert "password_reset" not in client().get("/desk/login/").content.decode()
