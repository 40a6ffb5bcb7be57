"""Everything that reads the network, each reader seeing what she may."""

from headload.apps.network.selectors.around import (
    Became,
    changes_of,
    names_of,
    sources_of,
)
from headload.apps.network.selectors.called import records_called, same_name
from headload.apps.network.selectors.counts import (
    Cell,
    band,
    cell,
    counts_of,
    is_stale,
    newest,
    stated_by,
)
from headload.apps.network.selectors.doubles import (
    Index,
    Named,
    Pair,
    doubles,
    pair_of,
)
from headload.apps.network.selectors.history import (
    Own,
    Told,
    history_of,
    own_changes,
    why,
)
from headload.apps.network.selectors.listing import (
    FACETS,
    UNKNOWN,
    Chosen,
    Listing,
    listing,
)
from headload.apps.network.selectors.observed import middle, observed
from headload.apps.network.selectors.organisations import (
    Found,
    Wanted,
    at,
    directory,
    exported,
    find,
    seats_of,
    shown_in_order,
)
from headload.apps.network.selectors.sight import (
    CAN_BE_KEPT_BACK,
    Sight,
    visible_to,
)
from headload.apps.network.selectors.speakers import ANOTHER, speakers
from headload.apps.network.selectors.ties import (
    DOWN,
    UP,
    Branch,
    Tie,
    Tree,
    affiliates_of,
    affiliations_of,
    tree_of,
)
from headload.apps.network.selectors.unanswered import affiliates_to_ask

__all__ = [
    "ANOTHER",
    "CAN_BE_KEPT_BACK",
    "DOWN",
    "FACETS",
    "UNKNOWN",
    "UP",
    "Became",
    "Branch",
    "Cell",
    "Chosen",
    "Found",
    "Index",
    "Listing",
    "Named",
    "Own",
    "Pair",
    "Sight",
    "Tie",
    "Told",
    "Tree",
    "Wanted",
    "affiliates_of",
    "affiliates_to_ask",
    "affiliations_of",
    "at",
    "band",
    "cell",
    "changes_of",
    "counts_of",
    "directory",
    "doubles",
    "exported",
    "find",
    "history_of",
    "is_stale",
    "listing",
    "middle",
    "names_of",
    "newest",
    "observed",
    "own_changes",
    "pair_of",
    "records_called",
    "same_name",
    "seats_of",
    "shown_in_order",
    "sources_of",
    "speakers",
    "stated_by",
    "tree_of",
    "visible_to",
    "why",
]
