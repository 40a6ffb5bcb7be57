"""One win on its own page: borne out, verified, followed, settled; owners are told."""

from collections.abc import Iterator
from typing import Any

import pytest

from apps import laws, organisations, papers, wins
from apps.conftest import VENDORS, Site
from apps.demands import demand, numbered
from apps.organisations import owned, person
from apps.test_own_wins import coordinator, signed_in
from apps.wins import doubt, win


@pytest.fixture(autouse=True)
def _clean(site: Site) -> Iterator[None]:
    yield
    papers.remove_papers()
    wins.remove_all()
    laws.remove_all()
    organisations.remove_all()


def test_a_win_is_proved_verified_and_settled_each_by_who_may(site: Site) -> None:
    from headload.apps.network.rights import COMMAND_LINE, Role
    from headload.apps.network.roles import grant

    union, editor = owned("Union of Vendors")
    won = win(editor, logged_for=union, sources=[])
    where = f"/en/my/win/{won.permanent}/keep/"
    ours = signed_in(editor)
    assert "Our wins" in ours.get("/en/my/wins/").content.decode()
    bare = ours.post(where, {"step": "prove", "source": ""})
    assert (bare.status_code, 'role="alert"' in bare.content.decode()) == (422, True)
    shown = {"step": "prove", "source": "https://example.org/gazette"}
    assert ours.post(where, shown).status_code == 302
    won.refresh_from_db()
    assert won.state == "evidenced"
    seen = {
        "step": "follow",
        "date": "2025-02",
        "text": "The office opened.",
        "source": "https://example.org/visit",
    }
    assert ours.post(where, seen).status_code == 302
    page = site.client.get(f"/en/wins/{won.slug}/").content.decode()
    assert "https://example.org/gazette" in page
    assert "The office opened." in page

    proof = {
        "step": "verify",
        "source": "https://example.org/press",
        "reason": "Read both",
    }
    assert 'value="verify"' not in ours.get(where).content.decode()
    assert ours.post(where, proof).status_code == 422
    verifier = person("verifier")
    grant(verifier.user, Role.VERIFIER)
    checks = signed_in(verifier)
    assert where in checks.get("/en/my/wins/").content.decode()
    assert checks.post(where, proof).status_code == 302
    won.refresh_from_db()
    assert (won.state, won.verified_by) == ("verified", verifier.user)

    said = doubt(won, COMMAND_LINE, name="Made City Council", source=wins.source())
    if said.shown_on is None:
        from headload.apps.voice.services.statements import let_through

        let_through(said, COMMAND_LINE)
    ended = {"step": "settle", "dispute": said.pk, "how": "The council withdrew."}
    assert ours.post(where, ended).status_code == 422
    assert checks.post(where, ended).status_code == 422
    desk = signed_in(coordinator())
    assert where in desk.get("/en/my/wins/").content.decode()
    assert desk.post(where, ended).status_code == 302
    won.refresh_from_db()
    assert won.state == "evidenced"
    page = site.client.get(f"/en/wins/{won.slug}/").content.decode()
    assert "The council withdrew." in page
    assert (
        ours.post(where, {"step": "reverse", "reason": "Repealed"}).status_code == 302
    )
    won.refresh_from_db()
    assert won.state == "reversed"


def test_a_stranger_finds_no_page_to_keep_a_win(site: Site) -> None:
    union, editor = owned("Union of Vendors")
    won = win(editor, logged_for=union)
    where = f"/en/my/win/{won.permanent}/keep/"
    _, stranger = owned("Another Union")
    other = signed_in(stranger)
    assert other.get(where).status_code == 404
    shown = {"step": "prove", "source": "https://example.org/x"}
    assert other.post(where, shown).status_code == 404
    assert "/en/my/sign-in/" in site.client.get(where).url


def test_owners_of_papers_and_wins_are_told_once_of_a_revised_figure(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime

    from django.core import mail
    from django.core.mail import EmailMessage
    from django.test import override_settings

    from headload.apps.voice.services.stale_letters import tell_of_revised

    union, editor = papers.signer("Union of Vendors")
    said = numbered(demand())
    version = papers.public(said, owners=[union])
    won = win(editor, logged_for=union, estimate_id=VENDORS)
    day = datetime.date(2026, 2, 1)
    type(said).objects.filter(pk=said.pk).update(state="stale", stale_on=day)
    type(won).objects.filter(pk=won.pk).update(stale_on=day)
    memory = "django.core.mail.backends.locmem.EmailBackend"

    def fails(_: Any) -> None:
        raise OSError

    with override_settings(EMAIL_BACKEND=memory):
        mail.outbox = []
        with monkeypatch.context() as patched:
            patched.setattr(EmailMessage, "send", fails)
            assert tell_of_revised() == 0
        assert tell_of_revised() == 2
        assert tell_of_revised() == 0
        sent = mail.outbox
    assert [each.to for each in sent] == [[editor.user.email]] * 2
    assert f"/en/papers/{version.document.slug}/" in sent[0].body
    assert said.sentence in sent[0].body
    assert f"/en/my/win/{won.permanent}/keep/" in sent[1].body


def test_a_last_day_that_has_passed_is_refused_at_the_desk_when_it_is_new(
    site: Site,
) -> None:
    import datetime

    from headload.apps.voice.desk.demands import DocumentViewSet
    from headload.apps.voice.models import Document

    form_class = DocumentViewSet().get_edit_handler().get_form_class()
    values = {"slug": "late", "language": "en", "kind": "letter"}
    values |= {"owners-TOTAL_FORMS": "0", "owners-INITIAL_FORMS": "0"}
    form = form_class({**values, "due_on": "2020-01-31"}, instance=Document())
    assert "HL-PAP-01" in str(form.errors["due_on"])
    kept = papers.planned()
    Document.objects.filter(pk=kept.pk).update(due_on=datetime.date(2020, 1, 31))
    kept.refresh_from_db()
    form = form_class({**values, "due_on": "2020-01-31"}, instance=kept)
    assert "due_on" not in form.errors
