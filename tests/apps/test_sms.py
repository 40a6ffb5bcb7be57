"""Short messages: what they cost, each sent once, and what a reply does."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps import gateway as made_gateway
from apps.conftest import Site
from apps.laws import made, remove_all, written
from apps.organisations import group, place
from apps.papers import colleague, mandate, public, remove_papers, signer
from headload.cli.app import run

NOON = datetime.datetime.now(datetime.UTC).replace(hour=12)
NUMBER = "+233245550199"
DAY = datetime.timedelta(days=1)
DUE = (NOON + 14 * DAY).date().isoformat()


@pytest.fixture(scope="module")
def laws(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    remove_all()
    folder = written(tmp_path_factory.mktemp("sms"))
    assert run(["voice", "import", str(folder)]) == 0
    yield
    remove_papers()
    remove_all()


@pytest.fixture
def gateway(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from django.conf import settings

    from headload.apps.network.models import Attempt
    from headload.apps.voice.models import Arrived, Phone, Sms

    def forget_all() -> None:
        for model in (Phone, Sms, Arrived, Attempt):
            model.objects.all().delete()

    forget_all()  # what tests of other files left
    in_memory = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", in_memory)
    with made_gateway.running() as running:
        monkeypatch.setattr(settings, "HEADLOAD_SMS", running.described())
        yield running
    forget_all()


@pytest.fixture
def process(laws: None) -> Iterator[Any]:
    from headload.apps.voice.models import Deadline, Process

    rows = []

    def make(*deadlines: dict[str, str], **values: Any) -> Any:
        told = {"slug": "reminded", "title": "A rule", "kind": "by_law"}
        row = made(
            Process, **{**told, "state": "open", "area": place("per-lima"), **values}
        )
        row.sectors = [group()]
        row.deadlines.add(*(Deadline(**each) for each in deadlines))
        row.save()
        row.save_revision().publish()
        rows.append(row)
        return row

    yield make
    for each in rows:
        each.delete()


def phone_of(user: Any, number: str = NUMBER, **values: Any) -> Any:
    """Return a confirmed number of an account."""
    from django.utils import timezone

    from headload.apps.network.sealing import seal
    from headload.apps.voice.letters.wishes import Choice, keep, mark_of
    from headload.apps.voice.models import Phone

    phone = Phone.objects.create(
        user=user, mark=mark_of(number), sealed=seal(number), confirmed=timezone.now()
    )
    keep(phone, Choice(**{"places": [place("per-lima")], **values}))
    return phone


def reply(site: Site, text: str, number: str = NUMBER, **values: Any) -> int:
    """Hand a reply in, signed as the gateway does; each has an id of its own."""
    from headload.apps.voice.sms.inbound import signature

    told = {"from": number, "text": text, "id": f"in-{text}-{number}", **values}
    body = json.dumps(told).encode()
    signed = {"X-Signature": f"sha256={signature(body, made_gateway.SECRET)}"}
    answer = site.client.post(
        "/sms/replies", body, content_type="application/json", headers=signed
    )
    return int(answer.status_code)


def texts(gateway: Any) -> list[str]:
    return [text for _, text in gateway.taken.values()]


def send(now: datetime.datetime | None = None) -> tuple[int, int, int]:
    from headload.apps.voice.sms.outbox import send_waiting

    came = send_waiting(now)
    return came.sent, came.waiting, came.given_up


# what a text costs


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ñéèùìòàü¿¡", 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        # 153 signs a part: the escape of the 77th would be cut in two
        ("€" * 153, 3),
        ("á" * 70, 1),
        ("á" * 71, 2),
        ("स" * 134, 2),
        ("स" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        # 67 units a part hold 33 of two units each
        ("😀" * 66, 2),
        ("😀" * 67, 3),
    ],
)
def test_a_text_is_counted_as_networks_count_it(text: str, count: int) -> None:
    from headload.apps.common.sms import segments

    assert segments(text) == count


def test_letters_that_the_alphabet_lacks_lose_their_accent_or_stay() -> None:
    from headload.apps.common.sms import plain, segments

    assert plain("El órgano dirá: “sí”…\r\n mañana") == 'El organo dira: "si"... mañana'
    assert plain("a\N{RIGHT-TO-LEFT OVERRIDE}b\x00c") == "abc"
    hindi = "समय \N{ZERO WIDTH JOINER}सीमा"
    assert plain(hindi) == hindi
    assert segments(plain("á" * 160)) == 1


@pytest.mark.parametrize("what", ["a" * 400, "स" * 400, "😀" * 300, "{day} {0} %s"])
def test_a_reminder_costs_at_most_two_messages(what: str) -> None:
    from headload.apps.common.sms import fitted, segments
    from headload.apps.common.words import say

    for language in ("en", "es", "fr"):
        parts = {"day": "2026-12-20", "sure": " (sin confirmar)", "what": what}
        parts["link"] = "https://headload.example.org/id/p/01KB3ZZZZZZZZZZZZZZZZZZZZZ"
        text = fitted(say("sms_reminder", language).text, 2, **parts)
        assert segments(text) <= 2
        assert "https://headload.example.org/id/p/01KB3ZZZ" in text
        assert text.rpartition(" ")[2] in {"STOP", "ALTO", "ARRET"}


# the gateway


def test_a_gateway_is_described_in_a_file_or_refused(tmp_path: Path) -> None:
    from headload.apps.site.sms import gateway_of
    from headload.errors import WrongUse

    file = tmp_path / "sms.toml"
    good = 'address = "https://sms.example.org/send"\nform = "form"\n'
    body = '[body]\nto = "{number}"\ntext = "{text}"\n'
    file.write_text(f"{good}{body}")
    found = gateway_of(str(file))
    assert found
    assert (found.form, found.local, found.secret) == ("form", False, "")
    assert gateway_of("") is None
    for wrong in (
        "address = 'ftp://x'\n" + body,
        good,
        f"{good}secret = 'short'\n{body}",
        f"{good}surprise = 'tell nobody'\n{body}",
        f"{good}local = 'yes'\n{body}",
        f"{good}body = 1\n",
        "no toml",
    ):
        file.write_text(wrong)
        with pytest.raises(WrongUse) as refusal:
            gateway_of(str(file))
        assert "nobody" not in str(refusal.value)
    with pytest.raises(WrongUse, match="cannot be read"):
        gateway_of(str(tmp_path / "none.toml"))


def test_a_message_is_posted_as_the_template_says_once(
    gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from headload.apps.voice.models import Sms
    from headload.apps.voice.sms.outbox import queue

    poison = 'a "b" {number} & <i> \N{SNOWMAN}'
    assert queue(NUMBER, poison, "one")
    assert not queue(NUMBER, "another text", "one")
    assert send() == (1, 0, 0)
    assert send() == (0, 0, 0)
    assert gateway.asked == [{"to": NUMBER, "text": poison, "ref": "one"}]
    assert gateway.headers[0]["Authorization"] == "Key 1"
    row = Sms.objects.get()
    assert (row.state, row.sealed_number, row.sealed_text) == ("sent", "", "")
    monkeypatch.setattr(settings, "HEADLOAD_SMS", gateway.described(form="form"))
    queue(NUMBER, poison, "two")
    assert send() == (1, 0, 0)
    assert gateway.taken["two"] == (NUMBER, poison)


def test_a_message_is_refused_retried_and_given_up(gateway: Any) -> None:
    from django.utils import timezone

    from headload.apps.voice.sms.outbox import queue

    gateway.answers = [500, 302, 429]
    queue(NUMBER, "text", "one")
    for _ in range(3):
        assert send() == (0, 1, 0)
    assert send() == (1, 0, 0)
    gateway.answers = [500] * 9
    queue(NUMBER, "text", "two")
    assert [send() for _ in range(6)] == [(0, 1, 0)] * 5 + [(0, 0, 1)]
    queue(NUMBER, "text", "late")
    assert send(timezone.now() + 2 * DAY) == (0, 0, 1)
    assert list(gateway.taken) == ["one"]


def test_a_message_that_nobody_answered_goes_again_only_under_its_key(
    gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings
    from django.utils import timezone

    from headload.apps.voice.sms.outbox import queue

    later = timezone.now() + datetime.timedelta(minutes=10)
    gateway.answers = [0]
    queue(NUMBER, "text", "one")
    assert send() == (0, 1, 0)  # it took the message, and the line broke
    assert send() == (0, 1, 0)  # for a while another process may be at it
    assert send(later) == (1, 0, 0)
    assert len(gateway.asked) == 2
    assert list(gateway.taken) == ["one"]
    keyless = gateway.described(body={"to": "{number}", "text": "{text}"})
    monkeypatch.setattr(settings, "HEADLOAD_SMS", keyless)
    gateway.answers = [0]
    queue(NUMBER, "text", "two")
    assert send() == (0, 0, 1)
    assert send(later) == (0, 0, 0)
    assert len(gateway.taken) == 2


@pytest.mark.parametrize("knows_keys", [True, False])
def test_a_kill_in_the_middle_sends_no_message_twice(
    gateway: Any, monkeypatch: pytest.MonkeyPatch, knows_keys: bool
) -> None:
    from django.conf import settings
    from django.utils import timezone

    from headload.apps.voice.sms.carriers import Http
    from headload.apps.voice.sms.outbox import queue

    if not knows_keys:
        keyless = gateway.described(body={"to": "{number}", "text": "{text}"})
        monkeypatch.setattr(settings, "HEADLOAD_SMS", keyless)
    hand_on = Http.send

    def killed(way: Any, *told: str) -> None:
        hand_on(way, *told)
        raise KeyboardInterrupt

    queue(NUMBER, "text", "one")
    with monkeypatch.context() as dying:
        dying.setattr(Http, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            send()
    send(timezone.now() + datetime.timedelta(minutes=10))
    assert len(gateway.taken) == 1


def test_own_networks_are_not_asked_unless_the_file_says_so(
    gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from headload.apps.voice.sms.outbox import queue
    from headload.apps.voice.sms.reminders import reached

    assert reached() == "reached"
    monkeypatch.setattr(settings, "HEADLOAD_SMS", gateway.described(local=False))
    queue(NUMBER, "text", "one")
    assert send() == (0, 1, 0)
    assert gateway.asked == []
    with pytest.raises(OSError, match=r"^$"):
        reached()


def test_without_a_gateway_messages_lie_in_a_folder_for_its_owner(
    site: Site, gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from headload.apps.site.sms import gateway_of
    from headload.apps.voice.sms.outbox import queue
    from headload.apps.voice.sms.reminders import reached

    monkeypatch.setattr(settings, "HEADLOAD_SMS", gateway_of("folder"))
    queue(NUMBER, "Café", "in-a-folder")
    assert send() == (1, 0, 0)
    (file,) = (site.home / "sms").iterdir()
    assert file.read_text("utf-8") == f"{NUMBER}\nCafé\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert reached() == "files in a folder"
    file.unlink()


# telephones and reminders


def test_a_number_is_confirmed_by_its_holder_and_reminded_once_a_step(
    site: Site, gateway: Any, process: Any
) -> None:
    from django.test import Client

    from headload.apps.voice.models import Phone, Sms
    from headload.apps.voice.sms.reminders import remind_and_send

    process({"what": "Observaciones «á»", "rule": f"FIXED {DUE}"})
    user = signer("Vendors with a telephone")[1].user
    client = Client()
    client.force_login(user)
    client.cookies["my-es"] = client.cookies["sessionid"].value
    page = "/es/my/sms/"
    assert 'name="number"' in client.get(page).content.decode()
    assert client.post(page, {"number": "0245"}).status_code == 422
    wish = {"number": "+233 24 555 0199", "language": "es", "place": "per-lima"}
    assert client.post(page, wish).status_code == 302
    code = texts(gateway)[0].partition("responda ")[2][:6]
    assert remind_and_send(NOON).startswith("0 reminders")
    wrong = "000000" if code != "000000" else "111111"
    assert client.post(page, {"code": wrong}).status_code == 422
    assert reply(site, code) == 204
    assert "confirmado" in texts(gateway)[-1]
    phone = Phone.objects.get()
    assert "245550199" not in phone.sealed
    assert "245550199" not in json.dumps(
        list(Sms.objects.values("key", "sealed_number"))
    )
    night = NOON.replace(hour=3)
    assert remind_and_send(night).startswith("0 reminders")
    assert remind_and_send(NOON).startswith("1 reminders")
    assert texts(gateway)[-1].startswith(
        f'Vence {DUE} (sin confirmar): Observaciones "a": A rule. http'
    )
    for day in range(1, 11):
        assert remind_and_send(NOON + day * DAY).startswith("0 reminders"), day
    assert remind_and_send(NOON + 11 * DAY).startswith("1 reminders")
    assert remind_and_send(NOON + 14 * DAY).startswith("0 reminders")
    assert NUMBER in client.get("/es/my/sms/sms.json").content.decode()
    client.post(page, {"stop": "yes"})
    phone.refresh_from_db()
    assert (phone.user, phone.mark, phone.sealed) == (None, "", "")
    assert phone.withdrawn


def test_codes_are_asked_for_and_tried_a_few_times_only(gateway: Any) -> None:
    from headload.apps.voice.letters.wishes import Choice
    from headload.apps.voice.models import Phone
    from headload.apps.voice.sms.phones import begin, confirm

    one, two = (signer(f"Of many {each}")[1].user for each in "ab")
    assert begin(one, NUMBER, Choice())
    assert not begin(two, NUMBER, Choice())  # a stranger is written to once an hour
    code = texts(gateway)[0].partition("reply with ")[2][:6]
    phone = Phone.objects.get()
    for guess in range(5):
        assert not confirm(phone, f"x{guess}")
    assert not confirm(phone, code)


@pytest.mark.parametrize("word", ["STOP", "Alto!", "ARRÊT", "arret.", "baja ya"])
def test_who_says_stop_is_gone_at_once_and_whatever_waits_for_her(
    site: Site, gateway: Any, word: str
) -> None:
    from headload.apps.voice.models import Phone, Sms
    from headload.apps.voice.sms.outbox import queue

    phone = phone_of(signer(f"Leaving by {word}")[1].user)
    queue(NUMBER, "a reminder", f"waits {word}")
    assert reply(site, word) == 204
    phone.refresh_from_db()
    assert (phone.user, phone.mark, phone.sealed) == (None, "", "")
    assert texts(gateway) == ["No more messages. Your number is deleted."]
    assert Sms.objects.get(key=f"waits {word}").state == "failed"
    assert not Phone.objects.exclude(mark="").exists()
    assert reply(site, f"{word} again") == 204
    assert len(gateway.asked) == 1  # strangers get no answer


def test_who_got_a_code_she_did_not_ask_for_and_says_stop_gets_none_for_a_day(
    site: Site, gateway: Any
) -> None:
    from django.utils import timezone

    from headload.apps.network.models import Attempt
    from headload.apps.voice.letters.wishes import Choice
    from headload.apps.voice.sms.phones import begin

    def later(hours: int) -> None:
        Attempt.objects.update(at=timezone.now() - datetime.timedelta(hours=hours))

    giver, other = signer("Gives what is not hers")[1].user, signer("As well")[1].user
    assert begin(giver, NUMBER, Choice())
    assert reply(site, "STOP") == 204
    for hours in (2, 23):
        later(hours)
        assert not begin(giver, NUMBER, Choice())
        assert not begin(other, NUMBER, Choice())
    assert len(gateway.asked) == 2  # the code, and that it was heard
    later(25)
    assert begin(other, NUMBER, Choice())


# replies


def test_replies_without_the_secret_are_not_heard(
    site: Site, gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.conf import settings

    from headload.apps.voice.models import Phone
    from headload.apps.voice.sms.inbound import signature

    phone_of(signer("Not to be stopped by others")[1].user)
    told = {"from": NUMBER, "text": "STOP", "id": "1"}
    body = json.dumps(told).encode()
    for headers in (
        {},
        {"X-Signature": signature(body, "another secret")},
        {"X-Signature": signature(b"{}", made_gateway.SECRET)},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer \u00e9"},
    ):
        answer = site.client.post(
            "/sms/replies", body, content_type="application/json", headers=headers
        )
        assert answer.status_code == 403, headers
    assert site.client.get("/sms/replies").status_code == 405
    assert reply(site, "STOP", id="") == 422
    assert reply(site, "x" * 9000) == 413
    assert Phone.objects.exclude(mark="").exists()
    bearer = {"Authorization": f"Bearer {made_gateway.SECRET}"}
    form = site.client.post("/sms/replies", told, headers=bearer)
    assert form.status_code == 422  # a form with parts, which no gateway sends
    for setting in (gateway.described(secret=""), None):
        monkeypatch.setattr(settings, "HEADLOAD_SMS", setting)
        answer = site.client.post("/sms/replies", told, headers={"X-Signature": ""})
        assert answer.status_code == 404


def test_a_sign_on_is_confirmed_by_the_code_and_counts_only_then(
    site: Site, laws: None, gateway: Any
) -> None:
    from headload.apps.voice.services.sign_ons import How, sign

    version = public()
    made, editor = signer("Vendors who sign by SMS")
    other = colleague(made)
    phone_of(editor.user, "+233245550100")
    phone_of(other.user, language="es")
    kept = sign(version, made, mandate(), editor, How(display="name"))
    assert send() == (1, 0, 0)  # never to the one who entered it
    ((number, text),) = gateway.taken.values()
    assert number == NUMBER
    code = text.partition("SI ")[2][:6]
    kept.refresh_from_db()
    assert kept.state == "signed_unconfirmed"
    assert reply(site, f"YES {code}", "+233245550100") == 204  # another telephone
    assert reply(site, "SI 12") == 204
    kept.refresh_from_db()
    assert kept.state == "signed_unconfirmed"
    assert "incorrecto" in texts(gateway)[-1]
    assert reply(site, f"Sí {code}") == 204
    kept.refresh_from_db()
    assert (kept.state, kept.confirmed_by) == ("confirmed", other.user)
    assert kept.minute == "Minutes 4, page 2"
    assert reply(site, f"si {code}") == 204
    assert "incorrecto" in texts(gateway)[-1]  # a code works once


def test_a_question_by_sms_is_in_the_queue_once(site: Site, gateway: Any) -> None:
    from headload.apps.voice.models import EvidenceRequest

    made, editor = signer("Vendors who ask by SMS")
    phone_of(editor.user, language="fr")
    said = "DEMANDE Combien de vendeuses à Lima ? <b>"
    assert reply(site, said) == 204
    assert reply(site, said) == 204  # gateways hand in again what they are not sure of
    request = EvidenceRequest.objects.get(organisation=made)
    assert request.question == "Combien de vendeuses à Lima ? <b>"
    assert (request.state, request.asked_by) == ("submitted", editor.user)
    assert len(gateway.taken) == 1
    assert "question" in texts(gateway)[0]
    assert reply(site, "demande") == 204
    assert "DEMANDE combien" in texts(gateway)[-1]
    assert reply(site, "bonjour") == 204
    assert "Nous comprenons" in texts(gateway)[-1]
    EvidenceRequest.objects.filter(organisation=made).delete()


def test_replies_of_one_number_are_heard_so_often_in_an_hour(
    site: Site, gateway: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.network.own import throttle
    from headload.apps.voice.models import Phone

    monkeypatch.setattr(throttle, "MOST", {**throttle.MOST, "sms-from": 2})
    phone_of(signer("Vendors who write a lot")[1].user)
    assert [reply(site, f"hello {each}") for each in range(3)] == [204, 204, 429]
    assert reply(site, "hello", "+233245550111") == 204
    assert reply(site, "STOP") == 204  # the way out is never closed
    assert not Phone.objects.exclude(mark="").exists()


def test_an_account_that_is_closed_asks_and_confirms_nothing_but_may_leave(
    site: Site, gateway: Any
) -> None:
    from headload.apps.voice.models import EvidenceRequest, Phone

    user = signer("Vendors whose account is closed")[1].user
    phone_of(user)
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert reply(site, "ASK how many are we in Lima?") == 204
    assert not EvidenceRequest.objects.filter(asked_by=user).exists()
    assert reply(site, "STOP") == 204
    assert not Phone.objects.exclude(mark="").exists()
