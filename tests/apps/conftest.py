"""A site in a folder of its own, with a release of a made survey in two versions."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from apps.made_site import SETTINGS, initialise, load_versions, put
from apps.passwords import with_fewer_rounds
from apps.products_once import drawn_once
from apps.second_step import signed_in_with_both_steps
from apps.static_files import listed_once

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
    place = tmp_path_factory.mktemp("sites") / "site"
    before = {name: os.environ.get(name) for name in (*SETTINGS, "HEADLOAD_HOME")}
    os.environ.update(SETTINGS | {"HEADLOAD_HOME": str(place / "home")})
    if os.environ.get("DATABASE_URL"):
        initialise(place / "home")
        load_versions(place)
    else:
        put("loaded", place)
        import django

        django.setup()
    from django.db import connections
    from django.test import Client

    with_fewer_rounds()
    listed_once()
    drawn_once()
    signed_in_with_both_steps()
    yield Site(place / "home", place / "first", place / "second", Client())
    connections.close_all()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})
