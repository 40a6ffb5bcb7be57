"""What a release says of all its figures, carried by everything made of it.

A drafted map or an incomplete design stands on every page, picture and card: there
in the words of the product, in the brief also as the release has it. A note that is
not known here is not dropped but pointed at.
"""

from headload.products.numbers import number
from headload.products.prose import Prose

_KNOWN = {
    "design incomplete": "note_design",
    "The survey map is a draft": "note_draft",
    "The sector of the unit is undefined": "",
}
"""Sentence by how a note begins; an empty one is told in the brief alone."""
_ROUNDED = "Totals are rounded"


def cautions(prose: Prose) -> list[str]:
    """Return short sentences on the notes of the release, each once."""
    keys = [_key(note) for note in as_released(prose)]
    return [prose.say(key) for key in dict.fromkeys(keys) if key]


def as_released(prose: Prose) -> list[str]:
    """Return the notes in the language of the release, without that on rounding."""
    notes = prose.words.release.manifest.notes
    base = prose.words.release.manifest.rounding.get("totals")
    return [each for each in notes if not (base and each.startswith(_ROUNDED))]


def rounded(prose: Prose) -> str:
    """Return the sentence on rounding; empty where figures are as estimated."""
    base = prose.words.release.manifest.rounding.get("totals")
    return prose.say("rounded", base=number(base, prose.language)) if base else ""


def _key(note: str) -> str:
    for start, key in _KNOWN.items():
        if note.startswith(start):
            return key
    return "note_other"
