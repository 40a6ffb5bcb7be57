"""Asking for a number, answering it, claims at their owners', testimony, gaps."""

import datetime
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps import laws, organisations
from apps.conftest import VENDORS, Site
from apps.demands import demand, gap, numbered, remove_all
from apps.organisations import group, organisation, owned, person, place
from apps.test_demands import refused, releases, settings_of_mail, withheld

__all__ = ["settings_of_mail"]
LANGUAGES = ("en", "es", "fr")


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    from headload.apps.network.models import Attempt
    from headload.apps.voice.models import Testimony

    Testimony.objects.all().delete()
    Attempt.objects.all().delete()
    remove_all()
    laws.remove_all()
    organisations.remove_all()


@pytest.fixture
def us() -> Any:
    from headload.apps.network.rights import COMMAND_LINE

    return COMMAND_LINE


@pytest.fixture
def mails(settings_of_mail: None) -> list[Any]:
    from django.core import mail

    mail.outbox = []
    return mail.outbox


def signed_in(user: Any) -> Any:
    """Return a browser that has a session on own pages."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    for language in LANGUAGES:
        client.cookies[f"my-{language}"] = session
    return client


def in_role(role: str) -> Any:
    """Return an account in a role of the network."""
    from headload.apps.network.rights import Role
    from headload.apps.network.roles import grant

    user = person("editor").user
    if role == "admin":
        user.is_superuser = True
        user.save()
    else:
        grant(user, Role(role))
    return user


def read(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return str(answer.content.decode())


def recorded(where: str = "ogg", codec: str = "libopus", seconds: int = 1) -> bytes:
    """Return a sound as a telephone records it, with where it was."""
    import av

    made = io.BytesIO()
    with av.open(made, "w", format=where) as written:
        written.metadata["title"] = "Ana Quispe"
        written.metadata["location"] = "-12.05-077.04/"
        stream = written.add_stream(codec, rate=48_000)
        stream.layout = "mono"
        frame = av.AudioFrame(format="s16", layout="mono", samples=48_000 * seconds)
        frame.sample_rate, frame.pts = 48_000, 0
        frame.planes[0].update(bytes(2 * 48_000 * seconds))
        size = stream.codec_context.frame_size or None
        fit = av.AudioResampler(
            format=stream.codec_context.format,
            layout="mono",
            rate=48_000,
            frame_size=size,
        )
        for part in [*fit.resample(frame), *fit.resample(None)]:
            written.mux(stream.encode(part))
        written.mux(stream.encode(None))
    return made.getvalue()


# asking


@pytest.fixture
def union() -> Any:
    made, editor = owned("Union of Vendors")
    editor.user.email = "union@example.org"
    editor.user.save()
    return made, editor.user


FORM = {
    "key": "a-key-of-this-form-1",
    "question": "How many of us sell here?",
    "sector": "street-vendors",
    "place": "per-lima",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_asked_once_and_its_askers_are_told(
    union: Any, mails: list[Any], language: str
) -> None:
    from headload.apps.common.words import say
    from headload.apps.voice.models import EvidenceRequest

    made, user = union
    client = signed_in(user)
    form = read(client, f"/{language}/my/ask/")
    assert 'data-keep="ask"' in form
    for said in ("sent", "again"):
        answer = client.post(f"/{language}/my/ask/", FORM)
        assert answer.headers["Location"].endswith(f"?said={said}")
    asked = EvidenceRequest.objects.get()
    assert (asked.organisation, asked.sector, asked.area) == (
        made,
        group(),
        place("per-lima"),
    )
    page = read(client, answer.headers["Location"])
    assert str(say("ask_said_again", language)) in page
    assert f"/{language}/requests/{asked.key}/" in page
    assert FORM["question"] in read(client, f"/{language}/my/ask/")
    assert [each.to for each in mails] == [["union@example.org"]]
    assert f"/{language}/requests/{asked.key}/" in mails[0].body
    assert FORM["question"] not in mails[0].body


def test_an_answer_is_told_by_mail_and_one_that_fails_is_sent_later(
    union: Any, mails: list[Any]
) -> None:
    from django.test import override_settings

    from headload.apps.voice.services import Answer, answer, ask
    from headload.apps.voice.services.letters import tell_askers

    made, user = union
    from headload.apps.network.rights import Actor, Role

    asked = ask(made, "How many are we?", Actor(user, Role.EDITOR))
    by = person("statistician")
    with override_settings(EMAIL_BACKEND="apps.test_asking.Broken"):
        answer(asked, Answer(estimate_id=VENDORS), by)
    assert len(mails) == 1
    asked.refresh_from_db()
    assert (asked.state, asked.told) == ("answered_estimate", "submitted")
    assert tell_askers() == 1
    assert "Answered with a figure." in mails[1].body
    assert tell_askers() == 0


class Broken:
    """A way to send mail that does not work."""

    def __init__(self, **_: Any) -> None:
        """Take what Django gives."""

    def send_messages(self, messages: list[Any]) -> int:
        """Fail."""
        raise OSError


def test_what_is_wrong_with_a_question_is_named_and_nothing_is_kept(
    union: Any,
) -> None:
    from headload.apps.voice.models import EvidenceRequest

    client = signed_in(union[1])
    for wrong, said in (
        ({"question": " "}, "wrong-question"),
        ({"question": "x" * 601}, "wrong-question"),
        ({"needed_by": "2020-01-01"}, "wrong-needed_by"),
        ({"needed_by": "soon"}, "wrong-needed_by"),
        ({"deadline": "0"}, None),
    ):
        answer = client.post("/en/my/ask/", {**FORM, **wrong})
        assert answer.status_code == 422, wrong
        assert (said or 'role="alert"') in answer.content.decode()
        assert FORM["key"] in answer.content.decode()
    assert client.post("/en/my/ask/", {**FORM, "key": "x"}).status_code == 422
    assert not EvidenceRequest.objects.exists()


def test_the_deadline_that_an_answer_serves_gives_the_day(union: Any) -> None:
    from headload.apps.voice.models import Deadline, EvidenceRequest, Process

    process = laws.made(
        Process, slug="asked-for", title="Council hearing", kind="by_law", state="open"
    )
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=9)
    due = Deadline.objects.create(
        process=process, what="Comments", rule=f"FIXED {soon.isoformat()}"
    )
    client = signed_in(union[1])
    assert "Council hearing" in read(client, "/es/my/ask/")
    client.post("/es/my/ask/", {**FORM, "deadline": str(due.pk)})
    asked = EvidenceRequest.objects.get()
    assert (asked.process, asked.needed_by) == (process, soon)


@pytest.mark.parametrize(
    ("where", "codec"),
    [("ogg", "libopus"), ("webm", "libopus"), ("mp4", "aac"), ("wav", "pcm_s16le")],
)
def test_a_voice_note_is_the_sound_alone_and_only_for_those_who_answer(
    union: Any, where: str, codec: str
) -> None:
    from headload.apps.voice.models import EvidenceRequest, VoiceNote

    made, user = union
    client = signed_in(user)
    sound = recorded(where, codec)
    assert b"Ana Quispe" in sound
    form = {"key": FORM["key"], "by_voice": "yes"}
    client.post("/en/my/ask/", {**form, "sound": _file(sound)})
    asked = EvidenceRequest.objects.get()
    assert asked.question == "A question by voice"
    assert asked.area == made.area
    note = VoiceNote.objects.get()
    assert b"Ana Quispe" not in note.sound
    assert b"-12.05" not in note.sound
    assert note.sound not in note.sealed.encode()
    address = f"/en/my/queue/{asked.permanent}/sound/"
    assert client.get(address).status_code == 404
    heard = signed_in(in_role("statistician")).get(address)
    assert heard.content == note.sound
    assert heard.headers["Content-Type"].startswith("audio/")
    assert "no-store" in heard.headers["Cache-Control"]


def _file(content: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("note.ogg", content)


def test_what_is_no_sound_is_refused_whatever_its_name(union: Any) -> None:
    from headload.apps.voice.asking.sound import MOST_BYTES, sound_of
    from headload.apps.voice.models import EvidenceRequest

    whole = recorded()
    for content in (
        b"",
        b"%PDF-1.7 no sound",
        b"<html>OggS</html>",
        b"OggS and then nothing of it",
        b"OggS" + bytes(MOST_BYTES),
        whole[:60],
        recorded(seconds=200),
    ):
        with refused("VOI-21"):
            sound_of(content)
    client = signed_in(union[1])
    form = {"key": FORM["key"], "by_voice": "yes", "sound": _file(b"MZ program")}
    answer = client.post("/fr/my/ask/", form)
    assert answer.status_code == 422
    assert "wrong-sound" in answer.content.decode()
    assert "Le message vocal ne peut" in answer.content.decode()
    assert not EvidenceRequest.objects.exists()


def test_nobody_asks_or_reads_for_an_organisation_that_is_not_hers(union: Any) -> None:
    from headload.apps.voice.models import EvidenceRequest

    made, user = union
    other = owned("Other Union")[1].user
    signed_in(user).post("/en/my/ask/", FORM)
    asked = EvidenceRequest.objects.get()
    stranger = signed_in(other)
    assert stranger.get(f"/en/my/ask/{asked.permanent}/").status_code == 404
    form = {**FORM, "organisation": made.permanent, "key": "another-key-of-a-form"}
    assert stranger.post("/en/my/ask/", form).status_code == 422
    assert signed_in(person("editor").user).get("/en/my/ask/").status_code == 404
    assert site_refuses("/en/my/ask/")
    for name in ("queue/", f"queue/{asked.permanent}/", "queue/used/"):
        assert signed_in(user).get(f"/en/my/{name}").status_code == 404, name


def site_refuses(address: str) -> bool:
    from django.test import Client

    answer = Client().get(address)
    return "sign-in" in answer.headers.get("Location", "")


def test_those_who_ask_too_often_are_told_to_wait(union: Any) -> None:
    client = signed_in(union[1])
    found = [
        client.post("/en/my/ask/", {**FORM, "key": f"a-key-of-this-form-{each}"})
        for each in range(21)
    ]
    assert [each.status_code for each in found] == [302] * 20 + [429]


# answering


@pytest.fixture
def asked(union: Any) -> Any:
    from headload.apps.network.rights import Actor, Role
    from headload.apps.voice.services import ask

    made, user = union
    return ask(made, "How many of us sell here?", Actor(user, Role.EDITOR))


SPEC = {
    "step": "specify",
    "indicator": "employment",
    "group": "street-vendors",
    "year": "2025",
}


def test_a_statistician_says_what_is_meant_and_sees_value_range_cv_and_flag(
    asked: Any,
) -> None:
    from headload.apps.voice.models import EvidenceRequest

    client = signed_in(in_role("statistician"))
    assert asked.question in read(client, "/en/my/queue/")
    address = f"/en/my/queue/{asked.permanent}/"
    for step, state in (("triage", "triaged"), ("take", "in_work")):
        assert client.post(address, {"step": step}).status_code == 302
        asked.refresh_from_db()
        assert asked.state == state
    client.post(address, SPEC)
    asked.refresh_from_db()
    assert (asked.indicator, asked.sector, asked.year) == (
        "employment",
        group(),
        "2025",
    )
    assert asked.question == "How many of us sell here?"
    page = read(client, address)
    assert VENDORS in page
    shown = page.split(f"<code>{VENDORS}</code>")[0].rsplit("<li>", 1)[1]
    assert "likely range" in shown or " to " in shown
    assert "coefficient of variation" in shown
    assert "flag--" in shown
    client.post(address, {"step": "answer", "evidence": VENDORS})
    kept = EvidenceRequest.objects.get()
    assert (kept.state, kept.release_id) == ("answered_estimate", releases()[1])
    client.post(address, {"step": "reopen", "reason": "that is another year"})
    kept.refresh_from_db()
    assert kept.state == "reopened"


def test_a_suppressed_figure_is_seen_as_withheld_and_answers_nothing(
    asked: Any,
) -> None:
    client = signed_in(in_role("statistician"))
    address = f"/es/my/queue/{asked.permanent}/"
    form = {"step": "answer", "evidence": withheld().estimate_id}
    answer = client.post(address, form)
    assert answer.status_code == 403
    assert "Esta cifra está reservada" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == "submitted"


def test_an_answer_is_a_document_a_gap_or_a_reason(asked: Any, us: Any) -> None:
    from headload.apps.library.models import Work
    from headload.apps.voice.models import DataGap
    from headload.apps.voice.services import reopen

    client = signed_in(in_role("statistician"))
    address = f"/en/my/queue/{asked.permanent}/"
    work = Work.objects.create(slug="counted", title="A census", language="en")
    try:
        assert "A census" in read(client, f"{address}?q=census")
        evidence = "https://headload.example/en/library/counted/"
        client.post(address, {"step": "answer", "evidence": evidence})
        asked.refresh_from_db()
        assert (asked.state, asked.work) == ("answered_document", work)
        reopen(asked, us, reason="it has no number")
        form = {
            "step": "gap",
            "title": "How many sell here?",
            "why": "no_survey",
            "producer": "The office",
            "language": "en",
        }
        client.post(address, form)
        asked.refresh_from_db()
        missing = DataGap.objects.get()
        assert (asked.state, asked.gap) == ("data_gap", missing)
        assert missing.producer == "The office"
        reopen(asked, us, reason="there is one")
        client.post(address, {"step": "decline", "reason": "It is no number."})
        asked.refresh_from_db()
        assert (asked.state, asked.reason) == ("declined", "It is no number.")
        assert asked.work is None
    finally:
        remove_all()
        work.delete()


def test_where_a_figure_is_used_is_told_before_it_is_revised(
    asked: Any, us: Any
) -> None:
    from headload.apps.voice.services import Answer, answer

    shown = numbered(demand(slug="shown-demand"))
    numbered(demand(), published=False)
    answer(asked, Answer(estimate_id=VENDORS), us)
    client = signed_in(in_role("statistician"))
    page = read(client, f"/en/my/queue/used/?estimate={VENDORS}")
    assert shown.sentence in page
    assert "/en/demands/shown-demand/" in page
    assert "Claims that are not shown yet: 1." in page
    assert "Requests answered with it: 1." in page
    nothing = read(client, "/en/my/queue/used/?estimate=xts.none")
    assert "Nothing rests on such a figure." in nothing
    assert VENDORS in read(client, "/en/my/queue/used/")


# claims at their owners'


def test_a_claim_is_written_backed_shown_and_worded_anew_by_its_owners(
    site: Site, union: Any
) -> None:
    from headload.apps.voice.models import Claim

    made, user = union
    mine = demand(slug="ours", owners=[made])
    client = signed_in(user)
    assert "/en/my/demands/ours/" in read(client, "/en/my/demands/")
    form = {"kind": "number", "sentence": "We are many.", "language": "en"}
    client.post("/en/my/demands/ours/", form)
    said = Claim.objects.get()
    address = f"/en/my/claims/{said.permanent}/"
    bare = client.post(address, {"step": "publish"})
    assert bare.status_code == 403
    assert "A number cannot be shown without what it rests on" in bare.content.decode()
    hidden = {"step": "cite", "evidence": withheld().estimate_id}
    assert client.post(address, hidden).status_code == 403
    found = read(client, f"{address}?indicator=employment&group=street-vendors")
    assert VENDORS in found
    client.post(address, {"step": "cite", "evidence": f"/en/e/{VENDORS}"})
    preview = read(client, address)
    assert "How it will show" in preview
    assert "flag--" in preview.split("How it will show")[1].split("</section>")[0]
    spanish = {"step": "say_in", "language": "es", "sentence": "Somos muchas."}
    client.post(address, spanish)
    client.post(address, {"step": "publish"})
    assert "We are many." in read(site.client, "/en/demands/ours/")
    page = read(site.client, "/es/demands/ours/")
    assert "Somos muchas." in page
    assert 'lang="en">We are many.' not in page
    again = client.post(address, spanish)
    assert again.status_code == 422
    assert client.post(address, {**spanish, "language": "en"}).status_code == 422
    moved = client.post(address, {"step": "renew", "sentence": "We are more."})
    new = Claim.objects.get(replaces=said)
    assert moved.headers["Location"].endswith(f"/{new.permanent}/")
    assert "A newer wording" in read(client, address)
    said.refresh_from_db()
    assert said.sentence == "We are many."
    assert said.demand == mine


def test_a_claim_is_disputed_upheld_and_retracted_on_its_own_page(union: Any) -> None:
    made, user = union
    said = numbered(demand(owners=[made]))
    client = signed_in(user)
    address = f"/en/my/claims/{said.permanent}/"
    for step, state in (
        ("dispute", "disputed"),
        ("uphold", "supported"),
        ("retract", "retracted"),
    ):
        client.post(address, {"step": step, "reason": "we counted"})
        said.refresh_from_db()
        assert said.state == state
    late = client.post(address, {"step": "publish"})
    assert late.status_code == 422
    assert "taken back or worded anew" in late.content.decode()


def test_claims_of_others_are_not_there_and_a_statistician_only_backs_them(
    union: Any,
) -> None:
    made, _ = union
    said = numbered(demand(slug="ours", owners=[made]), published=False)
    draft = demand(slug="discussed", owners=[made], state="draft")
    address = f"/en/my/claims/{said.permanent}/"
    stranger = signed_in(owned("Other Union")[1].user)
    assert stranger.get(address).status_code == 404
    assert stranger.get("/en/my/demands/ours/").status_code == 404
    statistician = signed_in(in_role("statistician"))
    assert statistician.get(address).status_code == 200
    assert statistician.get(f"/en/my/demands/{draft.slug}/").status_code == 404
    evidence = {"step": "cite", "evidence": VENDORS}
    assert statistician.post(address, evidence).status_code == 302
    assert statistician.post(address, {"step": "publish"}).status_code == 403


def test_evidence_is_named_by_id_address_or_number(us: Any) -> None:
    from headload.apps.library.models import Work
    from headload.apps.voice.asking.finding import evidence_of, provision_named
    from headload.apps.voice.models import Law, Provision

    missing = gap(slug="nobody-knows")
    law = laws.made(Law, slug="bill", title="Vendors Bill", issuer="UN")
    article = Provision.objects.create(law=law, number="10")
    work = Work.objects.create(slug="counted", title="A census", language="en")
    try:
        for text, name, value in (
            (VENDORS, "estimate_id", VENDORS),
            (f"/fr/e/{VENDORS}", "estimate_id", VENDORS),
            (f"https://h.example/en/e/{VENDORS}@r1", "release_id", "r1"),
            ("counted", "work", work),
            ("/es/library/counted/", "work", work),
            ("/es/data-gaps/nobody-knows/", "gap", missing),
            (provision_named(article), "provision", article),
        ):
            assert getattr(evidence_of(text), name) == value, text
        with refused("VOI-22"):
            evidence_of("  ")
    finally:
        work.delete()


# testimony


def told(made: Any, by: Any, **values: Any) -> Any:
    from headload.apps.network.kinds import Given
    from headload.apps.voice.services import Told, testify

    today = datetime.datetime.now(datetime.UTC).date()
    said = {
        "group": group(),
        "area": place("per-lima"),
        "language": "es",
        "text": "Soy Ana. El inspector Ruiz me quitó la carreta.",
        "uses": ["text"],
        "how": Given.FORM,
        "given_on": today - datetime.timedelta(days=1),
    }
    return testify(made, Told(**{**said, **values}), by)


def shown(made: Any, by: Any) -> Any:
    from headload.apps.voice.services import (
        confirm_no_names,
        show_testimony,
        write_out,
    )

    kept = told(made, by)
    write_out(kept, "Un inspector me quitó la carreta.", by)
    confirm_no_names(kept, person("coordinator"))
    show_testimony(kept, person("coordinator"))
    return kept


def test_a_testimony_is_sealed_written_out_checked_by_another_and_then_shown(
    site: Site, union: Any
) -> None:
    from headload.apps.network.rights import Actor, Role
    from headload.apps.voice.models import Testimony
    from headload.apps.voice.services import (
        confirm_no_names,
        show_testimony,
        write_out,
    )

    made, user = union
    by = Actor(user, Role.EDITOR)
    kept = told(made, by)
    row = Testimony.objects.filter(pk=kept.pk).values()[0]
    assert not [each for each in row.values() if "Ruiz" in str(each)]
    with refused("VOI-11"):
        show_testimony(kept, person("coordinator"))
    write_out(kept, "Un inspector me quitó la carreta.", by)
    with refused("NET-21"):
        confirm_no_names(kept, by)
    with refused("VOI-19"):
        confirm_no_names(kept, Actor(user, Role.COORDINATOR))
    with refused("VOI-11"):
        show_testimony(kept, person("coordinator"))
    assert "carreta" not in read(site.client, "/es/testimonies/")
    confirm_no_names(kept, person("coordinator"))
    with refused("NET-21"):
        show_testimony(kept, by)
    show_testimony(kept, person("coordinator"))
    for address in ("/es/testimonies/", "/es/testimonies/testimonies.csv"):
        page = read(site.client, address)
        assert "Un inspector me quitó la carreta." in page
        assert "Ruiz" not in page
        assert "Ana" not in page


def test_a_testimony_that_is_written_anew_is_checked_anew(
    site: Site, union: Any
) -> None:
    from headload.apps.network.rights import Actor, Role
    from headload.apps.voice.services import write_out

    made, user = union
    by = Actor(user, Role.EDITOR)
    kept = shown(made, by)
    write_out(kept, "El inspector Ruiz me quitó la carreta.", by)
    assert (kept.state, kept.names_checked_by, kept.published_on) == (
        "written",
        None,
        None,
    )
    assert "Ruiz" not in read(site.client, "/es/testimonies/")


def test_each_use_is_agreed_to_alone_and_taking_back_the_text_takes_all(
    site: Site, union: Any
) -> None:
    from headload.apps.network.rights import Actor, Role
    from headload.apps.voice.models import Testimony
    from headload.apps.voice.services import withdraw_use

    made, user = union
    by = Actor(user, Role.EDITOR)
    with refused("VOI-17"):
        told(made, by, uses=["voice", "name"])
    with refused("VOI-18"):
        told(made, by, text="  ")
    assert not Testimony.objects.exists()
    kept = shown(made, by)
    assert {each.use for each in kept.consents.all()} == {"text"}
    more = told(made, by, uses=["text", "name"])
    withdraw_use(more, "name", by)
    assert more.sealed
    withdraw_use(kept, "text", by)
    assert (kept.state, kept.sealed, kept.shown) == ("withdrawn", "", "")
    assert "carreta" not in read(site.client, "/es/testimonies/")


def test_a_testimony_goes_with_the_day_on_which_its_consent_ends(
    site: Site, union: Any, us: Any
) -> None:
    from headload.apps.network.rights import Actor, Role
    from headload.apps.voice.services import show_testimony, write_out

    made, user = union
    kept = shown(made, Actor(user, Role.EDITOR))
    day = datetime.date(2024, 1, 1)
    kept.consents.update(given_on=day, expires_on=day + datetime.timedelta(days=9))
    assert "carreta" not in read(site.client, "/es/testimonies/")
    write_out(kept, "Otra vez.", us)
    type(kept).objects.filter(pk=kept.pk).update(
        state="checked", names_checked_by=user.pk
    )
    with refused("VOI-20"):
        show_testimony(kept, us)


def test_an_organisation_is_named_only_among_three_of_its_workers_and_place(
    site: Site, union: Any
) -> None:
    from headload.apps.network.rights import Actor, Role

    made, user = union
    shown(made, Actor(user, Role.EDITOR))
    organisation("Second Union")
    organisation("Unlisted Union", unlisted=True)
    assert "Union of Vendors" not in read(site.client, "/es/testimonies/")
    organisation("Third Union")
    page = read(site.client, "/es/testimonies/")
    assert "Union of Vendors" in page
    from headload.apps.network.kinds import RiskLevel
    from headload.apps.network.services import raise_risk

    raise_risk(
        made,
        RiskLevel.HIGH,
        Actor(user, Role.EDITOR),
        reason="arrests",
        pseudonym="A union",
    )
    page = read(site.client, "/es/testimonies/")
    assert "carreta" in page
    assert "Union of Vendors" not in page
    assert "A union" not in page


def test_testimony_is_kept_on_own_pages_by_who_may(union: Any) -> None:
    from headload.apps.voice.models import Testimony

    _, user = union
    client = signed_in(user)
    read(client, "/fr/my/testimonies/")
    form = {
        "text": "They took my cart.",
        "group": "street-vendors",
        "place": "per-lima",
        "uses": ["text", "voice"],
        "how": "form",
        "given_on": "2026-01-01",
    }
    answer = client.post("/en/my/testimonies/", form)
    kept = Testimony.objects.get()
    assert answer.headers["Location"] == f"/en/my/testimonies/{kept.permanent}/"
    address = answer.headers["Location"]
    assert "They took my cart." in read(client, address)
    client.post(address, {"step": "write", "shown": "Somebody took a cart."})
    assert client.post(address, {"step": "check", "confirm": "y"}).status_code == 403
    other = signed_in(owned("Other Union")[1].user)
    assert other.get(address).status_code == 404
    coordinator = signed_in(in_role("coordinator"))
    assert coordinator.post(address, {"step": "check"}).status_code == 422
    coordinator.post(address, {"step": "check", "confirm": "yes"})
    coordinator.post(address, {"step": "show"})
    kept.refresh_from_db()
    assert kept.state == "published"
    client.post(address, {"step": "withdraw", "use": "text"})
    kept.refresh_from_db()
    assert kept.state == "withdrawn"
    for wrong in ({"how": "guess"}, {"given_on": "2999-01-01"}, {"uses": []}):
        assert client.post("/en/my/testimonies/", {**form, **wrong}).status_code == 422


# gaps from readiness


def report(folder: Path, survey: str = "ecu/enemdu/2021q1") -> Path:
    """Return what `headload readiness --json` prints of a survey."""
    from headload.measure.readiness import plain, readiness

    made = folder / "ready.json"
    made.write_text(json.dumps(plain(readiness(survey), "en")), "utf-8")
    return made


def test_gaps_are_proposed_from_readiness_told_first_and_then_kept_once(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from headload.apps.voice.models import DataGap
    from headload.cli.app import run

    file = report(tmp_path)
    assert run(["voice", "gaps", str(file)]) == 0
    said = capsys.readouterr().out
    assert "nothing was kept" in said
    assert "How are you paid" in said
    assert not DataGap.objects.exists()
    assert run(["voice", "gaps", str(file), "--keep"]) == 0
    kept = DataGap.objects.get(slug="ecu-enemdu-asks-remuneration")
    assert (kept.area, kept.reason, kept.state) == (place("ecu"), "no_variable", "open")
    assert "INEC" in kept.producer
    assert kept.question.startswith("How are you paid")
    assert [each.code for each in kept.sectors.all()] == ["home-based-workers"]
    count = DataGap.objects.count()
    page = read(site.client, "/es/data-gaps/")
    assert f"Debería producirlo: {kept.producer}" in page
    assert "How are you paid" in page
    capsys.readouterr()
    assert run(["voice", "gaps", str(file), "--keep"]) == 0
    assert f"0 new, {count} here already" in capsys.readouterr().out
    assert DataGap.objects.count() == count


def test_a_question_that_is_asked_by_now_is_named_and_its_gap_stays(
    tmp_path: Path,
) -> None:
    from headload.apps.voice.demands.proposals import keep, proposals
    from headload.apps.voice.models import DataGap

    file = report(tmp_path)
    keep([proposals(file)])
    later = json.loads(file.read_text("utf-8"))
    later["questions"] = [
        each for each in later["questions"] if each["question"] != "remuneration"
    ]
    file.write_text(json.dumps({**later, "survey": "ecu/enemdu/2030q1"}), "utf-8")
    found = proposals(file)
    assert (list(found.new), list(found.answered)) == (
        [],
        ["ecu-enemdu-asks-remuneration"],
    )
    assert DataGap.objects.get(slug=found.answered[0]).state == "open"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "other/1"}'])
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, text: str) -> None:
    from headload.apps.voice.demands.proposals import proposals

    (tmp_path / "ready.json").write_text(text, "utf-8")
    with refused("VOI-23"):
        proposals(tmp_path / "ready.json")
    with refused("VOI-23"):
        proposals(tmp_path / "nothing.json")


# every refusal has its own words


@pytest.mark.parametrize("number", range(5, 23))
def test_every_refusal_on_own_pages_is_said_in_the_languages_of_the_site(
    number: int,
) -> None:
    from headload.apps.common.words import words

    texts = words()[f"own_hl_voi_{number:02}"]
    assert all(texts[each] for each in LANGUAGES)
    assert len({texts[each] for each in LANGUAGES}) == len(LANGUAGES)


def test_a_circle_of_demands_is_refused_with_what_to_do(us: Any) -> None:
    from headload.apps.voice.services import supersede

    first, second, third = (demand() for _ in range(3))
    supersede(first, second, us, reason="a new draft")
    supersede(second, third, us, reason="a newer one")
    with refused("VOI-09") as refusal:
        supersede(third, first, us, reason="back again")
    assert "write a new demand" in str(refusal.value)
    with refused("VOI-09"):
        supersede(first, first, us, reason="itself")
    first.refresh_from_db()
    assert first.supersedes is None
