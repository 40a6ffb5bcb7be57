"""What follows from a write: rates are worked out and counts checked anew.

Once after the outermost write, whatever it held; a contact or a consent moves neither.
"""

import logging

from headload.apps.network.services.findings import check_counts
from headload.apps.network.services.representation import compute_rates
from headload.errors import HeadloadError

_LOG = logging.getLogger(__name__)


def work_out() -> None:
    """Work out rates and findings; what was written stays, should that fail."""
    try:
        compute_rates()
        check_counts()
    except HeadloadError as error:
        _LOG.warning("Rates were not worked out: %s", error)
