"""Whether the history of the network is as it was written."""

from collections.abc import Iterator

from headload.apps.network.history import check
from headload.errors import HeadloadError


def history_changed() -> Iterator[HeadloadError]:
    """Yield what is wrong with the chain of events, if anything is."""
    try:
        check()
    except HeadloadError as problem:
        yield problem
