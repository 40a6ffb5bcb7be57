"""What watches over the site gets its answers; nobody else learns from them."""

import json
import logging
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from apps.conftest import Site
from headload.apps.site.asked import networks_of
from headload.cli.app import run
from headload.errors import WrongUse
from needs import PROJECT

Patch = pytest.MonkeyPatch


class _Refused:
    """A database that does not answer."""

    settings_dict: dict[str, str] = {"NAME": "somewhere"}  # noqa: RUF012

    def cursor(self) -> Any:
        from django.db import OperationalError

        raise OperationalError("password of site at db.example.org refused")

    def close(self) -> None:
        """Close nothing."""


def test_a_site_that_lives_says_so_without_its_database(
    site: Site, monkeypatch: Patch
) -> None:
    from headload.apps.site import health

    monkeypatch.setattr(health, "connection", _Refused())
    answer = site.client.get("/health", headers={"Host": "10.0.0.7:8000"})
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_a_site_that_can_answer_readers_is_ready(site: Site) -> None:
    answer = site.client.get("/ready")
    assert (answer.status_code, answer.json()) == (
        200,
        {"status": "ready", "mail": "not tried yet", "sms": "not tried yet"},
    )


def test_whether_mail_and_sms_are_reached_is_told_as_a_job_found_it(
    site: Site, monkeypatch: Patch
) -> None:
    from django.conf import settings

    from headload.apps.common.models import Job

    by_server = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", by_server)
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 9)
    assert run(["site", "jobs", "reach-mail", "reach-sms"]) == 3
    told = site.client.get("/ready")
    assert told.status_code == 200
    assert told.json() == {"status": "ready", "mail": "not reached", "sms": "off"}
    in_memory = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(settings, "EMAIL_BACKEND", in_memory)
    assert run(["site", "jobs", "reach-mail"]) == 0
    assert site.client.get("/ready").json()["mail"] == "files in a folder"
    Job.objects.filter(name__startswith="reach-").delete()


def test_a_database_that_is_away_is_told_without_its_secrets(
    site: Site, monkeypatch: Patch
) -> None:
    from headload.apps.site import health

    monkeypatch.setattr(health, "connection", _Refused())
    answer = site.client.get("/ready")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready",
        "reason": "the database does not answer",
    }


def test_changes_that_wait_make_a_site_not_ready(
    site: Site, monkeypatch: Patch
) -> None:
    from headload.apps.site import health

    monkeypatch.setattr(health, "_UP_TO_DATE", set())
    monkeypatch.setattr(health, "waiting", lambda: ["common.0009_x"])
    answer = site.client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "the database is not up to date"


def test_a_folder_that_cannot_be_written_makes_a_site_not_ready(
    site: Site, monkeypatch: Patch, tmp_path: Path
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "HEADLOAD_HOME", tmp_path / "gone")
    answer = site.client.get("/ready")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "the folder of the site cannot be written to"
    assert str(tmp_path) not in answer.content.decode()


def test_requests_are_counted_by_kind_of_page_and_status(site: Site) -> None:
    site.client.get("/en/words/")
    site.client.get("/en/words/")
    site.client.get("/en/no-such-page-anywhere/")
    text = site.client.get("/metrics").content.decode()
    assert 'headload_requests_total{kind="words",status="2xx"}' in text
    assert 'status="4xx"' in text
    assert 'headload_request_seconds_count{kind="words"}' in text
    assert 'headload_kept_pages_total{kept="yes"}' in text
    assert 'headload_job_last_success_timestamp_seconds{job="harvest"}' in text


def test_watchers_are_not_counted_as_requests(site: Site) -> None:
    def all_requests() -> float:
        text = site.client.get("/metrics").content.decode()
        lines = text.splitlines()
        own = [line for line in lines if line.startswith("headload_requests_total{")]
        return sum(float(line.rsplit(" ", 1)[1]) for line in own)

    before = all_requests()
    site.client.get("/health")
    site.client.get("/ready")
    assert all_requests() == before
    site.client.get("/en/words/")
    assert all_requests() == before + 1


@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_metrics_are_for_this_machine_and_not_for_what_a_proxy_hands_on(
    site: Site, asked: dict[str, str]
) -> None:
    answer = site.client.get("/metrics", **asked)
    assert answer.status_code == 404
    assert b"headload_" not in answer.content


def test_metrics_are_for_the_networks_that_are_named(
    site: Site, monkeypatch: Patch
) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "HEADLOAD_METRICS", networks_of("10.1.0.0/16"))
    for address, status in (("10.1.2.3", 200), ("::ffff:10.1.2.3", 200), ("::1", 404)):
        answer = site.client.get("/metrics", REMOTE_ADDR=address)
        assert answer.status_code == status
    with pytest.raises(WrongUse, match="HL-SITE-33"):
        networks_of("everywhere")


def test_a_line_about_a_request_tells_nothing_of_who_asked(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    from headload.apps.site.logs import AsJson, AsLines

    with caplog.at_level(logging.INFO, logger="headload.requests"):
        site.client.get(
            "/en/search/?q=domestic-secret",
            REMOTE_ADDR="192.0.2.7",
            HTTP_USER_AGENT="a-browser-of-hers",
        )
    (record,) = [each for each in caplog.records if each.name == "headload.requests"]
    line = AsJson().format(record)
    told = json.loads(line)
    assert (told["method"], told["kind"], told["status"]) == ("GET", "search", 200)
    assert told["seconds"] >= 0
    for form in (line, AsLines().format(record)):
        for secret in ("192.0.2.7", "domestic-secret", "a-browser-of-hers", "/en/"):
            assert secret not in form


def test_a_line_about_a_fault_says_where_and_not_what_was_worked_on() -> None:
    from headload.apps.site.logs import AsJson, AsLines

    try:
        raise ValueError("amina@example.org earns 4711")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1,
            "Internal Server Error: %s", ("/en/library/alerts/01KEY/",),
            sys.exc_info(),
        )  # fmt: skip
    told = json.loads(AsJson().format(record))
    assert told["fault"] == "ValueError"
    assert "test_health.py" in told["where"][0]
    for form in (json.dumps(told), AsLines().format(record)):
        assert "ValueError" in form
        for secret in ("amina", "4711", "01KEY"):
            assert secret not in form


def test_words_of_other_software_are_logged_without_what_they_fill_in() -> None:
    from headload.apps.site.logs import facts_of

    record = logging.LogRecord(
        "elsewhere", logging.WARNING, __file__, 1, "%s was bad", ("amina",), None
    )
    assert facts_of(record)["message"] == "%s was bad"


def test_a_server_of_two_processes_counts_for_both_and_logs_json(site: Site) -> None:
    port = 8000 + os.getpid() % 1000 + 500
    environment = {**os.environ, "HEADLOAD_LOG": "json", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "headload", "site", "serve", "--workers", "2"]
    running = subprocess.Popen(
        [*command, "--port", str(port)],
        cwd=PROJECT,
        env=environment | {"PYTHONPATH": str(PROJECT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        address = f"http://localhost:{port}"
        _wait_for(f"{address}/ready")
        for _ in range(12):
            _asked(f"{address}/en/words/?q=secret")
        text = _asked(f"{address}/metrics")
    finally:
        running.terminate()
        _, log = running.communicate(timeout=60)
    assert 'headload_requests_total{kind="words",status="2xx"} 12.0' in text
    told = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    words = [each for each in told if each.get("kind") == "words"]
    assert len(words) == 12
    assert "secret" not in log


def _asked(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return str(answer.read().decode())


def _wait_for(address: str) -> None:
    for _ in range(120):
        try:
            _asked(address)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
        else:
            return
    pytest.fail("the server did not begin")
