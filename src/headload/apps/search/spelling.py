"""Words that no document has, and the likeliest that was meant."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property

from django.db.models import Q

from headload.apps.search.models import Term
from headload.apps.search.query import words_in
from headload.apps.search.words import folded

_ALIKE = 0.75
_SHORTEST = 4


def known_in(text: str) -> Mapping[str, Sequence[str]]:
    """Return the stems that documents have for each word, whatever its accents."""
    wanted = [folded(word) for word in words_in(text)]
    terms = Term.objects.filter(word__in=wanted).values_list("word", "stems")
    return {word: stems.split() for word, stems in terms}


@dataclass(frozen=True)
class Spelling:
    """How a question is spelt; looked up when it is first needed.

    Parameters
    ----------
    known
        Words without accents that documents have.
    """

    text: str
    known: Collection[str]

    @cached_property
    def meant(self) -> Mapping[str, str]:
        """Return the likeliest word for each that no document has, where there is one.

        Examples
        --------
        >>> Spelling("street vendors", {"street", "vendors"}).meant
        {}
        """
        unknown = {
            word: folded(word)
            for word in words_in(self.text)
            if folded(word) not in self.known and len(folded(word)) >= _SHORTEST
        }
        near = {word: _near(plain) for word, plain in unknown.items()}
        return {word: each for word, each in near.items() if each}

    @property
    def sure(self) -> bool:
        """Tell whether documents have more than half of the words."""
        words = words_in(self.text)
        return 2 * sum(folded(word) in self.known for word in words) > len(words)

    @property
    def doubtful(self) -> Collection[str]:
        """Return the words that look misspelt, without accents."""
        return {folded(word) for word in self.meant}

    @property
    def suggestion(self) -> str:
        """Return the question as it was likely meant; empty where it is as it was."""
        said = self.text
        for word, near in self.meant.items():
            said = said.replace(word, near)
        return said if self.meant else ""


def _near(word: str) -> str:
    alike = Q(word__startswith=word[0]) | Q(word__endswith=word[-3:])
    terms = dict(Term.objects.filter(alike).values_list("word", "documents"))
    long = [each for each in terms if len(each) >= _SHORTEST and not each.isdigit()]
    close = get_close_matches(word, long, n=5, cutoff=_ALIKE)
    return max(close, key=lambda each: (_same(each, word), terms[each]), default="")


def _same(one: str, other: str) -> int:
    """Return how alike two words are, in tenths, so that the commoner of two wins."""
    return round(SequenceMatcher(None, one, other).ratio() * 10)
