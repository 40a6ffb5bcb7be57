"""How often works are read: counted without knowing who read.

No cookie is set and no address is kept; what says that it is a robot is left out. So
the same reader counts twice when she comes twice. Counts wait in memory for a minute
at most, and are written together.
"""

import atexit
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import wraps

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from headload.apps.library.models import Usage, Work

View = Callable[..., HttpResponseBase]
_ROBOT = re.compile(
    r"bot|crawl|spider|slurp|fetch|scan|monitor|archive|preview|python|curl|wget|java|"
    r"http|scrap|harvest|index|headless",
    re.IGNORECASE,
)
_SECONDS, _MOST = 60.0, 500


class _Waiting:
    """Counts that are not written yet."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.since = time.monotonic()
        self.lock = threading.Lock()

    def taken(self, *, all_: bool) -> Counter[tuple[str, str, str]]:
        """Return what is due to be written, and forget it."""
        with self.lock:
            late = time.monotonic() - self.since > _SECONDS
            if not (all_ or late or len(self.counts) > _MOST):
                return Counter()
            due, self.counts = self.counts, Counter()
            self.since = time.monotonic()
            return due


_waiting = _Waiting()


def counted(kind: str) -> Callable[[View], View]:
    """Count what a view of a work answers, where it answers with the work."""

    def of_view(view: View) -> View:
        @wraps(view)
        def answer(
            request: HttpRequest, *args: object, **parts: object
        ) -> HttpResponseBase:
            made = view(request, *args, **parts)
            if made.status_code == 200 and _by_somebody(request):
                month = timezone.now().strftime("%Y-%m")
                with _waiting.lock:
                    _waiting.counts[str(parts["slug"]), month, kind] += 1
                write()
            return made

        return answer

    return of_view


def _by_somebody(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    early = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return (
        request.method == "GET" and bool(agent) and not early
    ) and not _ROBOT.search(agent)


def write(*, all_: bool = False) -> None:
    """Write the counts that are due; with `all_` every one.

    Counts are not worth an error: where the database cannot be written to now, they
    wait.
    """
    due = _waiting.taken(all_=all_)
    if not due:
        return
    try:
        _written(due)
    except DatabaseError:
        with _waiting.lock:
            _waiting.counts.update(due)


def _written(due: Counter[tuple[str, str, str]]) -> None:
    keys = dict(
        Work.objects.filter(slug__in={slug for slug, _, _ in due}).values_list(
            "slug", "pk"
        )
    )
    with transaction.atomic():
        for (slug, month, kind), count in sorted(due.items()):
            if slug in keys:
                row, _ = Usage.objects.get_or_create(
                    work_id=keys[slug], month=month, kind=kind
                )
                Usage.objects.filter(pk=row.pk).update(count=F("count") + count)


def _at_the_end() -> None:
    try:
        write(all_=True)
    finally:
        connection.close()


atexit.register(_at_the_end)


def total_of(work: Work) -> int:
    """Return how often a work's page, text and files were read."""
    counts = Usage.objects.filter(work=work)
    return int(counts.aggregate(sum=Sum("count"))["sum"] or 0)
