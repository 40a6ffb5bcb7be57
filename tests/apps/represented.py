"""Organisations in the made country of the release, and rates of them, in one line."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from apps.conftest import Site
from apps.organisations import new_count, organisation, place, remove_all

FOUND = 610 * 131.0
"""Street vendors that the second release finds, with a cv of 5 %."""


def country() -> Any:
    """Return the made country, with a city that only these tests have."""
    from headload.apps.common.models import Concept, ConceptName

    made = place("xts")
    city, is_new = Concept.objects.get_or_create(
        scheme="place", code="xts-port", defaults={"within": made}
    )
    if is_new:
        ConceptName.objects.create(concept=city, language="en", text="Port")
    return made


def remove_country() -> None:
    """Take its city, all organisations and every rate away."""
    from headload.apps.common.models import Concept
    from headload.apps.network.models import RepresentationRate

    remove_all()
    RepresentationRate.objects.all().delete()
    Concept.objects.filter(code="xts-port").delete()


def union(name: str, *values: int, **told: Any) -> Any:
    """Return an organisation of street vendors of the made country with counts."""
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    of_it = {
        each: told.pop(each)
        for each in ("unlisted", "visibility", "classification", "note")
        if each in told
    }
    made = organisation(
        name,
        area=country(),
        city="",
        is_mbo=told.pop("is_mbo", True),
        **of_it,
    )
    for value in values:
        record_count(made, new_count(value, **told), COMMAND_LINE)
    return made


def rates(site: Site, asked: str = "place=xts&group=street-vendors&sex=_T") -> Any:
    answer = site.client.get(f"/api/rates?{asked}")
    assert answer.status_code == 200
    return json.loads(answer.content)


def rate(site: Site, asked: str = "place=xts&group=street-vendors&sex=_T") -> Any:
    (found,) = rates(site, asked)
    return found


def read(site: Site, address: str, status: int = 200) -> str:
    answer = site.client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


@contextmanager
def surveyed(**changes: Any) -> Iterator[None]:
    """Have a survey find other workers as well, until the end."""
    from headload.apps.common import workers
    from headload.apps.network.services import compute_rates

    told = {
        "estimate": "xts-made",
        "release": "xts-made.1",
        "place": "xts",
        "group": "street-vendors",
        "area": "xts",
        "sex": "",
        "year": 2025,
        "period": "2025",
        "value": 10_000.0,
        "cv": 0.05,
        **changes,
    }

    def finder() -> list[workers.Workers]:
        return [workers.Workers(**told)]

    workers.register(finder)
    try:
        compute_rates()
        yield
    finally:
        workers._FINDERS.remove(finder)
