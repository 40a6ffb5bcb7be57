"""What the site counts of itself, for Prometheus: kinds of pages, seconds, jobs.

Nothing is counted of who reads. With several processes each keeps its counts in the
folder that `site serve` makes, and whichever is asked gives the sum of all.
"""

import os
import time
from collections.abc import Callable, Iterator

from django.db import Error
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from headload.apps.common.jobs import registered
from headload.apps.common.models import Job
from headload.apps.site.asked import kind_of
from headload.apps.site.logs import request_answered

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
_BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)
_OWN = CollectorRegistry()
_REQUESTS = Counter(
    "headload_requests",
    "Requests by kind of page and class of status.",
    ("kind", "status"),
    registry=_OWN,
)
_SECONDS = Histogram(
    "headload_request_seconds",
    "Time to answer, by kind of page.",
    ("kind",),
    buckets=_BUCKETS,
    registry=_OWN,
)
_KEPT = Counter(
    "headload_kept_pages",
    "Pages that may be kept: taken from what is kept (yes) or made anew (no).",
    ("kept",),
    registry=_OWN,
)
Answer = Callable[[HttpRequest], HttpResponse]


def count_and_log(answer: Answer) -> Answer:
    """Return middleware that counts and logs what was answered, and how fast."""

    def answered(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = answer(request)
        seconds = time.perf_counter() - began
        kind = kind_of(request)
        _REQUESTS.labels(kind, f"{response.status_code // 100}xx").inc()
        _SECONDS.labels(kind).observe(seconds)
        kept = getattr(response, "was_kept", None)
        if kept is not None:
            _KEPT.labels("yes" if kept else "no").inc()
        request_answered(request.method or "", kind, response.status_code, seconds)
        return response

    return answered


def measured() -> tuple[bytes, str]:
    """Return everything in the text format of Prometheus, and its type of content."""
    registry = _OWN
    if os.environ.get(FOLDER):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # as it ships
    jobs = CollectorRegistry()
    jobs.register(_Jobs())
    content = generate_latest(registry) + generate_latest(jobs)
    return content, CONTENT_TYPE_PLAIN_0_0_4


class _Jobs(Collector):
    """When each job last ended well, from the database."""

    def collect(self) -> Iterator[Metric]:
        """Yield the time of each; none while the database does not answer."""
        family = GaugeMetricFamily(
            "headload_job_last_success_timestamp_seconds",
            "When a job last ended well; 0 where it never did.",
            labels=["job"],
        )
        try:
            ended = dict(
                Job.objects.filter(well=True)
                .order_by()
                .values_list("name")
                .annotate(last=Max("ended"))
            )
        except Error:
            return
        for name in registered():
            last = ended.get(name)
            family.add_metric([name], last.timestamp() if last else 0)
        yield family
