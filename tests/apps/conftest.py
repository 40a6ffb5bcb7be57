"""A site in a folder of its own, with a release of a made survey in two versions."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from apps.second_step import signed_in_with_both_steps
from headload.measure.publish import publish
from headload.terms import Estimate
from unit.products.pictured import cells
from unit.releases.made import release, total

VENDORS = "xts-lfs-2025q1.employment.worker-group-street-vendor"


@dataclass(frozen=True)
class Site:
    """The site under test.

    Parameters
    ----------
    home
        Its folder.
    first, second
        Directories of the two versions that were loaded, in order.
    """

    home: Path
    first: Path
    second: Path
    client: Any


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("site")
    before = {name: os.environ.get(name) for name in _SETTINGS}
    os.environ.update(_SETTINGS | {"HEADLOAD_HOME": str(place / "home")})
    _ready(place / "home")
    first = publish(release(*cells(), policy="public-use"), place / "first")
    second = publish(release(*_revised(), policy="public-use"), place / "second")
    from django.db import connections
    from django.test import Client

    from headload.apps.explorer.load import load
    from headload.apps.library.models import Work

    for directory in (first, second):
        load(directory)
    Work.objects.all().delete()  # briefs have a test of their own
    yield Site(place / "home", first, second, Client())
    connections.close_all()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


_SETTINGS = {
    "HEADLOAD_HOME": "",
    "HEADLOAD_HOSTS": "testserver,localhost",
    "DJANGO_SETTINGS_MODULE": "headload.apps.site.settings",
}


def _ready(home: Path) -> None:
    import django
    from django.core.management import call_command

    from headload.apps.site.home import prepare

    prepare(home)
    django.setup()
    signed_in_with_both_steps()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def _revised() -> list[Estimate]:
    """Return the figures with another number of street vendors."""
    group = {"worker_group": "street_vendor"}
    kept = [
        each
        for each in cells()
        if (each.indicator, each.dimensions) != ("employment", group)
    ]
    return [*kept, total(610, 610 * 131.0, dimensions=group)]
