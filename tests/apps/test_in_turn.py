"""Writers on SQLite wait for one another, however long it takes."""

import threading
import time
from typing import Any

import pytest

from apps.conftest import Site


def _written(code: str) -> None:
    from django.db import transaction

    from headload.apps.common.models import Content

    with transaction.atomic():
        Content.changed()
        if code == "refused":
            raise ValueError(code)


@pytest.fixture
def impatient(site: Site) -> Any:
    """Let SQLite itself give up at once where another writes."""
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has a queue of its own")
    connection.close()
    before = connection.settings_dict["OPTIONS"]["timeout"]
    connection.settings_dict["OPTIONS"]["timeout"] = 0
    yield connection
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = before


def test_a_writer_waits_for_the_one_before_her(impatient: Any) -> None:
    from django.db import connections, transaction

    from headload.apps.common.models import Content

    before, came = Content.now(), []

    def second() -> None:
        _written("")
        came.append("second")
        connections.close_all()

    with transaction.atomic():
        Content.changed()
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.2)  # time in which she would have given up
        came.append("first")
    thread.join()
    assert came == ["first", "second"]
    assert Content.now() == before + 2


def test_a_writer_who_was_refused_leaves_the_queue(impatient: Any) -> None:
    from django.db import connections

    came = []

    def second() -> None:
        _written("")
        came.append("second")
        connections.close_all()

    with pytest.raises(ValueError, match="refused"):
        _written("refused")
    thread = threading.Thread(target=second)
    thread.start()
    thread.join(30)
    assert came == ["second"]


def test_a_write_stands_where_its_rates_could_not_be_worked_out(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from apps.organisations import new_count, organisation, remove_all
    from headload.apps.network import after
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import record_count

    def is_locked(places: object = None) -> None:
        raise OperationalError("database is locked")

    made = organisation("Vendors in turn")
    monkeypatch.setattr(after, "compute_rates", is_locked)
    record_count(made, new_count(), COMMAND_LINE)
    assert made.counts.count() == 1
    remove_all()
