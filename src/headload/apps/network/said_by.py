"""Who stated a number, in words: what tables and forms write for it is a code.

No person is ever named: an organisation, one of its bodies, or a kind of source.
"""

from collections.abc import Mapping

from headload.apps.common.words import Text, say
from headload.apps.network.selectors import ANOTHER, same_name, speakers

SELF = "self"
"""What tables write for an organisation that declares its own number."""
SAYS: Mapping[str, str] = {
    "assembly": "its assembly or congress",
    "committee": "its committee",
    "secretary": "its secretary",
    "others": "others, as a coordinator saw",
}
"""Who says so, as the form asks and as it is kept; the last for coordinators alone."""
_WORDS: Mapping[str, str] = {
    **{kept: f"said_{asked}" for asked, kept in SAYS.items()},
    SELF: "count_by_itself",
    ANOTHER: "said_organisation",
    "press": "said_press",
    "other": "said_other",
    "WAW": "said_waw",
}
OWN = frozenset((SELF, SAYS["assembly"], SAYS["committee"], SAYS["secretary"]))
"""What is kept where the organisation speaks for itself."""


def said_by(code: str, language: str) -> Text:
    """Return who stated a number; as it is written where it is no code."""
    if code in _WORDS:
        return say(_WORDS[code], language)
    name = speakers().get(same_name(code))
    if name is None:
        return Text(code)
    return Text(name) if name else say("said_organisation", language)
