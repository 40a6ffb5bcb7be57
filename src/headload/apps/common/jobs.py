"""Work that is done again and again, without a service of its own.

Apps register what they do and how often; a timer of the system runs all that is due.
Two never run at once: the lock is the system's and goes with the process that holds it,
however that ends.
"""

import datetime
import fcntl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headload.apps.common.models import Job
from headload.errors import HeadloadError, WrongUse

LOCK = "jobs.lock"
_AGAIN = datetime.timedelta(hours=1)
"""After this a job that failed or was broken off is due again, if not sooner."""
_KEPT = 100
_LONGEST = 300
Function = Callable[[], str]


@dataclass(frozen=True)
class Registered:
    """A job.

    Parameters
    ----------
    every
        Time from one start to the next.
    function
        Does it, and returns in a few words what came of it: counts, nothing personal.
    """

    name: str
    every: datetime.timedelta
    function: Function

    def due(self, now: datetime.datetime) -> datetime.datetime:
        """Return from when on it is to run; from now on where it never ran."""
        last = last_runs().get(self.name)
        if last is None:
            return now
        pause = self.every if last.well else min(self.every, _AGAIN)
        return last.started + pause


_JOBS: dict[str, Registered] = {}


def register(name: str, every: datetime.timedelta, function: Function) -> None:
    """Add work that is to be done again and again."""
    _JOBS[name] = Registered(name, every, function)


def registered() -> Mapping[str, Registered]:
    """Return every job by name, in the order in which they run."""
    return dict(sorted(_JOBS.items()))


def last_runs() -> Mapping[str, Job]:
    """Return the last run of each job that has run."""
    return {job.name: job for job in Job.objects.order_by("started", "pk")}


def run_due(names: tuple[str, ...] = ()) -> Iterator[Job]:
    """Run what is due, or the jobs that are named; yield each when it ended.

    A job that fails leaves the others to run.

    Raises
    ------
    WrongUse
        HL-SITE-30 when jobs are running already, -31 for a name that no job has.
    """
    unknown = [name for name in names if name not in _JOBS]
    if unknown:
        raise WrongUse(
            f"There is no job with the name {unknown[0]}",
            where="headload site jobs",
            to_do=f"choose among {', '.join(registered())}",
            code="HL-SITE-31",
        )
    with _alone():
        Job.objects.filter(ended=None).update(
            ended=timezone.now(), well=False, result="broken off"
        )
        now = timezone.now()
        for job in registered().values():
            if job.name in names or (not names and job.due(now) <= now):
                yield _run(job)


def _run(job: Registered) -> Job:
    row = Job.objects.create(name=job.name, started=timezone.now())
    try:
        row.result, row.well = job.function()[:_LONGEST], True
    except HeadloadError as refusal:
        row.result, row.well = f"{refusal.what} ({refusal.where})"[:_LONGEST], False
    except Exception as error:  # a fault of one job is no fault of the others
        row.result, row.well = f"failed: {type(error).__name__}", False
    row.ended = timezone.now()
    row.save()
    kept = Job.objects.filter(name=job.name).values_list("pk", flat=True)[:_KEPT]
    Job.objects.filter(name=job.name).exclude(pk__in=list(kept)).delete()
    return row


@contextmanager
def _alone() -> Iterator[None]:
    path = Path(settings.HEADLOAD_HOME) / LOCK
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WrongUse(
                "Jobs of this site are running already",
                where=str(path),
                to_do="nothing: what is due runs the next time",
                code="HL-SITE-30",
            ) from None
        yield
