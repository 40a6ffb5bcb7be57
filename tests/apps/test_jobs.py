"""Work that is done again and again: what is due runs, once, whatever fails."""

import datetime
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from apps.conftest import Site
from headload.cli.app import run
from headload.errors import BadInput
from needs import PROJECT

Capture = pytest.CaptureFixture[str]
Make = Callable[..., list[str]]
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def jobs(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Give what registers a job; none is there before, and no run after."""
    from headload.apps.common import jobs as module
    from headload.apps.common.models import Job

    monkeypatch.setattr(module, "_JOBS", {})
    done: list[str] = []

    def add(
        name: str, *, fails: BaseException | None = None, hours: int = 24
    ) -> list[str]:
        def function() -> str:
            done.append(name)
            if fails:
                raise fails
            return f"{len(done)} done"

        module.register(name, hours * HOUR, function)
        return done

    yield add
    Job.objects.all().delete()


def test_what_is_due_runs_and_is_noted(jobs: Make, capsys: Capture) -> None:
    from headload.apps.common.models import Job

    done = jobs("count")
    assert run(["site", "jobs"]) == 0
    assert "count: 1 done" in capsys.readouterr().out
    row = Job.objects.get(name="count")
    assert (row.well, row.result) == (True, "1 done")
    assert row.started <= row.ended
    assert run(["site", "jobs"]) == 0
    assert "Nothing is due." in capsys.readouterr().out
    assert done == ["count"]


def test_a_job_is_due_when_its_time_has_passed_since_it_began(jobs: Make) -> None:
    from headload.apps.common.models import Job

    done = jobs("count", hours=2)
    run(["site", "jobs"])
    Job.objects.update(started=Job.objects.get().started - 2 * HOUR)
    run(["site", "jobs"])
    assert done == ["count", "count"]


def test_a_job_that_is_named_runs_though_it_is_not_due(
    jobs: Make, capsys: Capture
) -> None:
    done = jobs("count")
    jobs("other")
    run(["site", "jobs"])
    assert run(["site", "jobs", "count"]) == 0
    assert done == ["count", "other", "count"]
    assert run(["site", "jobs", "nothing"]) == 2
    refusal = capsys.readouterr().err
    assert "HL-SITE-31" in refusal
    assert "count, other" in refusal


def test_a_job_that_fails_leaves_the_others_to_run(jobs: Make, capsys: Capture) -> None:
    from headload.apps.common.models import Job

    refusal = BadInput("It is away", where="a place", to_do="wait", code="HL-LIB-12")
    jobs("a-refused", fails=refusal)
    jobs("b-broken", fails=ValueError("amina@example.org"))
    jobs("c-well")
    assert run(["site", "jobs"]) == 3
    told = capsys.readouterr()
    assert "a-refused: not done: It is away (a place)" in told.out
    assert "b-broken: not done: failed: ValueError" in told.out
    assert "c-well: 3 done" in told.out
    assert "HL-SITE-32" in told.err
    assert "amina" not in told.out + told.err
    assert not Job.objects.filter(result__contains="amina").exists()
    wells = dict(Job.objects.values_list("name", "well"))
    assert wells == {"a-refused": False, "b-broken": False, "c-well": True}


def test_a_job_that_failed_is_tried_again_after_an_hour_not_a_day(jobs: Make) -> None:
    from headload.apps.common.models import Job

    done = jobs("broken", fails=ValueError())
    run(["site", "jobs"])
    run(["site", "jobs"])
    assert done == ["broken"]
    Job.objects.update(started=Job.objects.get().started - HOUR)
    run(["site", "jobs"])
    assert done == ["broken", "broken"]


def test_jobs_never_run_at_the_same_time(
    jobs: Make, site: Site, capsys: Capture
) -> None:
    done = jobs("count")
    with (site.home / "jobs.lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        assert run(["site", "jobs"]) == 2
    assert "HL-SITE-30" in capsys.readouterr().err
    assert done == []
    assert run(["site", "jobs"]) == 0
    assert done == ["count"]


def test_a_job_that_was_interrupted_is_noted_by_the_next_run(
    jobs: Make, capsys: Capture
) -> None:
    from headload.apps.common.models import Job

    jobs("count", fails=KeyboardInterrupt())
    assert run(["site", "jobs"]) == 130
    assert Job.objects.get().ended is None
    assert run(["site", "jobs", "--list"]) == 0
    assert "broken off" in capsys.readouterr().out
    jobs("count")
    assert run(["site", "jobs", "count"]) == 0
    told = list(Job.objects.order_by("pk").values_list("well", "result"))
    assert told == [(False, "broken off"), (True, "2 done")]


def test_the_list_shows_every_job_and_runs_none(jobs: Make, capsys: Capture) -> None:
    done = jobs("count")
    assert run(["site", "jobs", "--list"]) == 0
    assert "never" in capsys.readouterr().out
    assert done == []
    run(["site", "jobs"])
    capsys.readouterr()
    run(["site", "jobs", "--list"])
    shown = capsys.readouterr().out
    assert "count" in shown
    assert "1 done" in shown


def test_old_runs_are_forgotten(jobs: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    from headload.apps.common import jobs as module
    from headload.apps.common.models import Job

    monkeypatch.setattr(module, "_KEPT", 2)
    jobs("count")
    for _ in range(4):
        run(["site", "jobs", "count"])
    results = list(Job.objects.values_list("result", flat=True))
    assert results == ["4 done", "3 done"]


def test_the_library_harvests_and_sends_alerts_every_day(
    site: Site, capsys: Capture
) -> None:
    from headload.apps.common.jobs import registered
    from headload.apps.common.models import Job

    known = registered()
    assert {"alerts", "harvest"} <= set(known)
    assert known["harvest"].every == known["alerts"].every == 24 * HOUR
    assert run(["site", "jobs", "alerts", "harvest"]) == 0
    told = capsys.readouterr().out
    assert "alerts: 0 sent" in told
    assert "harvest: 0 repositories: 0 new, 0 changed, 0 taken back" in told
    Job.objects.all().delete()


def test_a_repository_that_is_away_is_named_and_the_others_are_asked(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from headload.apps.library import jobs as module
    from headload.apps.library.harvest import Harvested
    from headload.apps.library.models import Repository

    for name in ("away", "here"):
        Repository.objects.create(address=f"https://{name}.example.org/oai")
    asked = []

    def harvest(repository: Repository, *_: object, **__: object) -> Harvested:
        asked.append(str(repository))
        if "away" in str(repository):
            raise BadInput("It is away", where="x", to_do="y", code="HL-LIB-10")
        return Harvested(new=3)

    monkeypatch.setattr(module, "harvest", harvest)
    with pytest.raises(BadInput, match="1 of 2 repositories") as refused:
        module.harvest_all()
    assert len(asked) == 2
    assert "https://away.example.org/oai: It is away" in refused.value.where
    Repository.objects.filter(address__contains="away").delete()
    assert module.harvest_all() == ("1 repositories: 3 new, 0 changed, 0 taken back")
    Repository.objects.all().delete()


_SLOW = """
import datetime, sys, time
from headload.cli.site import ready
ready()
from headload.apps.common import jobs
jobs._JOBS.clear()
def slow():
    print("began", flush=True)
    time.sleep(600)
jobs.register("slow", datetime.timedelta(days=1), slow)
list(jobs.run_due())
"""


def test_a_run_that_is_killed_gives_the_lock_back(
    jobs: Make, site: Site, capsys: Capture
) -> None:
    from headload.apps.common.models import Job

    running = subprocess.Popen(
        [sys.executable, "-c", _SLOW],
        env={**os.environ, "PYTHONPATH": str(PROJECT / "src")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    assert running.stdout.readline() == "began\n"
    assert run(["site", "jobs"]) == 2
    assert "HL-SITE-30" in capsys.readouterr().err
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    done = jobs("count")
    assert run(["site", "jobs"]) == 0
    assert done == ["count"]
    assert Job.objects.get(name="slow").result == "broken off"
