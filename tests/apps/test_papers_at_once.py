"""Many organisations sign at once: none is lost and none counts twice.

On PostgreSQL it runs with all others (`test_on_postgresql`); with more of them, by
`HEADLOAD_SIGNERS`, it is R18 of `make faults`. How long it takes is kept with the
result and decides nothing: machines differ, and what else they do.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from apps import organisations
from apps.conftest import Site
from apps.demands import remove_all
from apps.papers import public, remove_papers
from needs import PROJECT

MANY = int(os.environ.get("HEADLOAD_SIGNERS", "1000"))
WRITERS = 4
SIGNER = """
import sys
import django
django.setup()
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.models import DocumentVersion
from headload.apps.voice.services.sign_ons import How, sign
from django.contrib.auth import get_user_model
from apps.papers import mandate
version = DocumentVersion.objects.get(permanent=sys.argv[1])
by = Actor(get_user_model().objects.get(username="network-many"), Role.COORDINATOR)
part, parts = int(sys.argv[2]), int(sys.argv[3])
made = list(Organisation.objects.filter(name__startswith="Many ").order_by("pk"))
mine = made[part::parts]
also = made[:: parts * 5]
sys.stdin.readline()
for each in [*mine, *also]:
    sign(version, each, mandate(), by, How("sms"))
"""


@pytest.fixture
def version(site: Site) -> Iterator[Any]:
    yield public()
    remove_papers()
    remove_all()
    organisations.remove_all()


def make_many() -> None:
    """Make organisations without their services, which work out rates each time."""
    from django.contrib.auth import get_user_model

    from headload.apps.network.models import Organisation

    get_user_model().objects.create_user("network-many")
    Organisation.objects.bulk_create(
        Organisation(name=f"Many {number}", slug=f"many-{number}")
        for number in range(MANY)
    )


def sign_at_once(version: Any) -> float:
    """Let several programs sign for all, each also for some of the others'."""
    paths = os.pathsep.join(str(PROJECT / each) for each in ("src", "tests"))
    settings = {"PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [sys.executable, "-c", SIGNER, version.permanent]
    started = [
        subprocess.Popen(
            [*command, str(part), str(WRITERS)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **settings},
            text=True,
        )
        for part in range(WRITERS)
    ]
    begun = time.monotonic()
    for each in started:
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in started:
        _, wrong = each.communicate()
        assert each.returncode == 0, wrong[-2000:]
    return time.monotonic() - begun


SETTINGS = "headload.apps.site.settings"


def test_many_sign_at_once_and_none_is_lost_or_doubled(
    version: Any, record_property: Any
) -> None:
    from headload.apps.network import history
    from headload.apps.network.models import Event
    from headload.apps.voice.models import SignOn

    make_many()
    took = sign_at_once(version)
    kept = SignOn.objects.filter(version=version)
    assert kept.count() == MANY
    assert kept.values("organisation").distinct().count() == MANY
    assert set(kept.values_list("state", flat=True)) == {"signed_unconfirmed"}
    numbers = kept.values("permanent")
    events = Event.objects.filter(action="sign", field="state", permanent__in=numbers)
    assert events.count() == MANY
    assert history.broken() is None
    record_property("seconds", round(took))
