"""Works are harvested from others, whatever those do; ours can be harvested by all."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from apps.conftest import Site
from apps.server import serving
from headload.cli.app import run
from headload.errors import BadInput

Capture = pytest.CaptureFixture[str]
Answer = Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]]
HEAD = (
    '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>{moment}</responseDate><request/>"
)
DC = (
    '<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:creator>Ouédraogo, Awa</dc:creator><dc:date>2019-03-01</dc:date>"
    "<dc:subject>Waste pickers</dc:subject><dc:subject>Ghana</dc:subject>"
    "<dc:subject>carts</dc:subject><dc:language>fr</dc:language>"
    "<dc:identifier>https://doi.org/10.5555/{number}</dc:identifier>"
    "</oai_dc:dc></metadata>"
)


def record(number: int, title: str = "", *, deleted: bool = False) -> str:
    header = f"<identifier>oai:other:{number}</identifier><datestamp>2020</datestamp>"
    if deleted:
        return f'<record><header status="deleted">{header}</header></record>'
    made = DC.format(title=title or f"Work {number}", number=number)
    return f"<record><header>{header}</header>{made}</record>"


def page(*records: str, more: str = "", moment: str = "2026-01-01T00:00:00Z") -> bytes:
    rest = f"<resumptionToken>{more}</resumptionToken>" if more else ""
    inside = "".join(records)
    body = f"<ListRecords>{inside}{rest}</ListRecords>"
    return f"{HEAD.format(moment=moment)}{body}</OAI-PMH>".encode()


class Other:
    """A repository of others: what it answers is set by the test."""

    def __init__(self) -> None:
        self.answer: Answer = lambda asked: (200, {}, page())
        self.asked: list[dict[str, str]] = []
        self.address = ""


@pytest.fixture
def other(site: Site) -> Iterator[Other]:
    from headload.apps.library.models import Person, Repository, Work

    found = Other()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            asked = {name: values[0] for name, values in query.items()}
            found.asked.append(asked)
            status, headers, content = found.answer(asked)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    Work.objects.all().delete()  # briefs of releases of other tests
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        found.address = f"http://127.0.0.1:{server.server_port}/oai"
        yield found
        server.shutdown()
        thread.join()
    Work.objects.all().delete()
    Person.objects.all().delete()
    Repository.objects.all().delete()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    from headload.apps.library import fetch

    monkeypatch.setattr(fetch, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(fetch.Fetcher, "wait", 0.001)


def harvest(other: Other) -> int:
    return run(["library", "harvest", other.address, "--local", "--publish"])


def titles() -> list[str]:
    from headload.apps.library.models import Work

    works = Work.objects.filter(withdrawn=None).order_by("harvested")
    return list(works.values_list("title", flat=True))


def test_all_then_what_changed_then_what_was_taken_back(
    site: Site, other: Other, capsys: Capture
) -> None:
    from headload.apps.library.models import Work

    def first(asked: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        place = asked.get("resumptionToken", "")
        if place == "2":
            return 200, {}, page(record(3), more="3", moment="2026-01-01T00:00:09Z")
        if place == "3":
            return 200, {}, page(record(4), record(4))
        return 200, {}, page(record(1), record(2), more="2")

    other.answer = first
    assert harvest(other) == 0
    assert "4 new, 1 changed, 0 taken back" in capsys.readouterr().out
    assert titles() == ["Work 1", "Work 2", "Work 3", "Work 4"]
    work = Work.objects.get(harvested="oai:other:1")
    assert [str(part.person) for part in work.creators.all()] == ["Ouédraogo, Awa"]
    assert [each.code for each in work.worker_groups.all()] == ["waste-pickers"]
    assert [each.code for each in work.places.all()] == ["gha"]
    assert (work.keywords, work.doi, work.date) == ("carts", "10.5555/1", "2019-03-01")
    assert "Work 1" in site.client.get("/en/library/?q=carts").content.decode()

    other.answer = lambda _: (200, {}, page(record(2, "Two"), record(3, deleted=True)))
    assert harvest(other) == 0
    assert "0 new, 1 changed, 1 taken back" in capsys.readouterr().out
    assert other.asked[-1]["from"] == "2026-01-01T00:00:00Z"
    assert titles() == ["Work 1", "Two", "Work 4"]
    nothing = '<error code="noRecordsMatch"/></OAI-PMH>'
    text = f"{HEAD.format(moment='2026-02-02T00:00:00Z')}{nothing}".encode()
    other.answer = lambda _: (200, {}, text)
    assert harvest(other) == 0
    assert "0 new, 0 changed, 0 taken back" in capsys.readouterr().out


def test_new_works_are_drafts_unless_told_otherwise(site: Site, other: Other) -> None:
    from headload.apps.library.models import Work

    other.answer = lambda _: (200, {}, page(record(1)))
    assert run(["library", "harvest", other.address, "--local"]) == 0
    assert [each.live for each in Work.objects.all()] == [False]


def test_what_an_editor_has_or_changed_stays(
    site: Site, other: Other, capsys: Capture
) -> None:
    from headload.apps.library.models import Work

    own = Work.objects.create(slug="own", title="Ours", doi="10.5555/1")
    other.answer = lambda _: (200, {}, page(record(1), record(2)))
    assert harvest(other) == 0
    assert "1 new, 0 changed, 0 taken back, 1 kept" in capsys.readouterr().out
    own.refresh_from_db()
    assert (own.title, own.harvested) == ("Ours", "oai:other:1")
    edited = Work.objects.get(harvested="oai:other:2")
    edited.title = "Better"
    edited.save_revision().publish()
    other.answer = lambda _: (200, {}, page(record(1, "New"), record(2, "New")))
    assert harvest(other) == 0
    assert "0 new, 0 changed, 0 taken back, 2 kept" in capsys.readouterr().out
    assert titles() == ["Ours", "Better"]


@pytest.mark.parametrize(
    "broken",
    [
        (200, {}, b"<OAI-PMH"),
        (200, {}, b"<html/>"),
        (200, {}, b""),
        (200, {}, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
        (500, {}, b""),
        (503, {"Retry-After": "1"}, b""),
        (302, {"Location": "file:///etc/passwd"}, b""),
        (302, {"Location": "ftp://127.0.0.1/x"}, b""),
        (200, {"Content-Length": "90"}, b"short"),
    ],
)
def test_what_breaks_off_loses_and_doubles_nothing(
    site: Site, other: Other, capsys: Capture, broken: tuple[int, dict[str, str], bytes]
) -> None:
    def half(asked: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if "resumptionToken" in asked:
            return broken
        return 200, {}, page(record(1), record(2), more="2")

    other.answer = half
    assert harvest(other) == 3
    refusal = capsys.readouterr().err
    assert "HL-LIB-1" in refusal
    assert "Traceback" not in refusal
    assert titles() == ["Work 1", "Work 2"]
    other.answer = lambda asked: (
        (200, {}, page(record(3)))
        if "resumptionToken" in asked
        else (200, {}, page(record(1), record(2), more="2"))
    )
    assert harvest(other) == 0
    assert "from" not in other.asked[-2]  # it begins where the broken one did
    assert titles() == ["Work 1", "Work 2", "Work 3"]


def test_a_busy_server_is_asked_again(site: Site, other: Other) -> None:
    other.answer = lambda _: (
        (503, {"Retry-After": "1"}, b"")
        if len(other.asked) < 3
        else (200, {}, page(record(1)))
    )
    assert harvest(other) == 0
    assert titles() == ["Work 1"]


def test_a_page_that_comes_for_ever_and_one_too_large_are_stopped(
    site: Site, other: Other, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library import fetch

    other.answer = lambda _: (200, {}, page(record(1), more="same"))
    assert harvest(other) == 3
    assert "the same page for ever" in capsys.readouterr().err
    monkeypatch.setattr(fetch, "MOST_BYTES", 1000)
    other.answer = lambda _: (200, {}, b" " * 2_000_000)
    assert harvest(other) == 3
    assert "HL-LIB-11" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/oai",
        "http://localhost:8000/oai",
        "http://169.254.169.254/latest",
        "http://[::1]/oai",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "gopher://x/",
        "oai",
    ],
)
def test_addresses_of_the_own_network_are_not_asked(
    site: Site, address: str, capsys: Capture
) -> None:
    from headload.apps.library.models import Repository

    assert run(["library", "harvest", address]) == 3
    assert "HL-LIB-10" in capsys.readouterr().err
    assert not Repository.objects.exists()


def test_a_redirect_into_the_own_network_is_not_followed() -> None:
    from urllib.request import Request

    from headload.apps.library.fetch import _Checked

    follows = _Checked(local=False)
    asked = Request("http://example.org/")
    with pytest.raises(BadInput, match="own network"):
        follows.redirect_request(asked, None, 302, "", {}, "http://127.0.0.1/x")


def test_a_name_that_leads_elsewhere_the_second_time_is_not_asked(
    site: Site, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library import fetch

    monkeypatch.setattr(fetch, "_not_public", lambda host, port: "")
    with pytest.raises(BadInput, match="own network") as refusal:
        fetch.Fetcher().get(other.address)
    assert refusal.value.code == "HL-LIB-10"
    assert other.asked == []


def test_no_proxy_is_asked_instead_of_the_server(
    site: Site, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library.fetch import Fetcher

    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    other.answer = lambda asked: (200, {}, b"here")
    assert Fetcher(local=True).get(other.address) == b"here"


def test_a_public_harvester_gets_all_then_the_changed_then_the_deletions(
    site: Site, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    import datetime
    import time

    from oaipmh_scythe import Scythe

    from headload.apps.library import oai
    from headload.apps.library.models import Work

    numbers = range(1, 8)
    other.answer = lambda _: (200, {}, page(*(record(n) for n in numbers)))
    assert harvest(other) == 0
    monkeypatch.setattr(oai, "PAGE", 3)
    with serving() as address, Scythe(f"{address}/oai") as scythe:
        assert scythe.identify().repositoryName == "Headload"
        got = [each.header.identifier for each in scythe.list_records()]
        assert len(got) == len(set(got)) == 7
        time.sleep(1.1)
        now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        work = Work.objects.get(harvested="oai:other:5")
        work.summary = "Changed"
        work.save()
        changed = list(scythe.list_records(from_=now))
        assert [each.header.identifier[-26:] for each in changed] == [work.permanent]
        work.withdrawn, work.withdrawn_why = datetime.date(2026, 1, 1), "x"
        work.save()
        gone = [each for each in scythe.list_records(from_=now) if each.deleted]
        assert [each.header.identifier[-26:] for each in gone] == [work.permanent]


def test_a_doi_brings_a_draft_in_and_nothing_else_does(
    site: Site, other: Other, capsys: Capture
) -> None:
    from headload.apps.library.models import Work

    told = (
        b'{"type": "article-journal", "title": "Counting <i>stalls</i>", '
        b'"author": [{"family": "Okoye", "given": "Ada"}], "DOI": "10.5555/ABC", '
        b'"issued": {"date-parts": [[2016, 4]]}, "container-title": "Made Journal", '
        b'"abstract": "<jats:p>We count.</jats:p>"}'
    )
    other.answer = lambda _: (200, {}, told)
    resolver = other.address.replace("/oai", "/")
    command = ["library", "doi", "--local", "--resolver", resolver]
    assert run([*command, "https://doi.org/10.5555/ABC"]) == 0
    work = Work.objects.get(doi="10.5555/abc")
    assert (work.title, work.kind, work.date) == (
        "Counting stalls", "journal-article", "2016-04",
    )  # fmt: skip
    assert (work.summary, work.live) == ("We count.", False)
    assert run([*command, "10.5555/abc"]) == 0
    assert "was here already" in capsys.readouterr().out
    for content in (b"<html>", b"[]x", b'{"title": 5}', b'{"type": "book"}'):
        other.answer = lambda _, content=content: (200, {}, content)
        assert run([*command, "10.5555/x"]) == 3
        assert "HL-LIB-06" in capsys.readouterr().err
    assert run(["library", "doi", "not one"]) == 3
    assert "is no DOI" in capsys.readouterr().err
    assert Work.objects.count() == 1
