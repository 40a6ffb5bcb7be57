"""What follows from a write: rates are worked out and counts checked anew.

Once after the outermost write: the rates of the countries that it can move, and the
counts that it can stand beside. After a release, and once a day, all of them, since
numbers also grow old by themselves.
"""

import datetime
import logging
from collections.abc import Collection

from django.db import DatabaseError

from headload.apps.network.selectors.moved import organisations_touched, places_moved
from headload.apps.network.services.findings import check_counts
from headload.apps.network.services.representation import compute_rates
from headload.errors import HeadloadError

DAILY = datetime.timedelta(days=1)
_LOG = logging.getLogger(__name__)


def work_out(moved: Collection[str]) -> None:
    """Work out what a write can move; what was written stays, should that fail.

    Parameters
    ----------
    moved
        Permanent ids of the records that were written.
    """
    try:
        compute_rates(places_moved(moved))
        check_counts(organisations_touched(moved))
    except HeadloadError as error:
        _LOG.warning("Rates were not worked out: %s", error)
    except DatabaseError as error:  # busy or restarted: the daily look makes up for it
        _LOG.warning("Rates were not worked out: %s", type(error).__name__)


def work_out_all() -> None:
    """Work out all rates and findings, after a release."""
    try:
        compute_rates()
        check_counts()
    except HeadloadError as error:
        _LOG.warning("Rates were not worked out: %s", error)


def looked_at_again() -> str:
    """Work out everything, as a job; return what came of it."""
    rates, findings = compute_rates(), check_counts()
    return f"{rates.new} new versions of rates, {findings} findings about counts"
