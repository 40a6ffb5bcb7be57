"""Sentences of the products, with places for figures; a missing one is refused.

The words stand in `prose.toml`, in all languages; figures are put in by the rules
of `sentences.py` and come from cells of the release alone.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from headload.errors import BadInput
from headload.products.labels import FURTHER
from headload.products.words import Words
from headload.releases import ReleasedEstimate
from headload.releases.schema import TIME

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True)
class Prose:
    """The sentences for one release in one language."""

    words: Words

    @property
    def language(self) -> str:
        """Code of the language."""
        return self.words.language

    def say(self, name: str, /, **parts: str) -> str:
        """Return the sentence called `name` with `parts` put in.

        Raises
        ------
        BadInput
            HL-PUB-07 when it is not translated.
        """
        text = prose_shipped()[name].get(self.language)
        if not text:
            raise BadInput(
                f'The sentence "{name}" is not translated to "{self.language}"',
                where="prose.toml of the products",
                to_do="add the translation, or leave the language out",
                code="HL-PUB-07",
            )
        return text.format(**parts) if parts else text

    def group(self, code: str) -> str:
        """Return the short name of a worker group, by its work where gendered."""
        name = f"group_{code}"
        known = name in prose_shipped()
        return self.say(name) if known else self.words.label("worker_group", code)

    def named(self, dimension: str, code: str) -> str:
        """Return the name of a code of any dimension."""
        if dimension == "worker_group":
            return self.group(code)
        return self.words.label(dimension, code)

    @cached_property
    def latest(self) -> str:
        """The period that is spoken of: the last one of a release with several."""
        return max(self.periods, default=self.words.release.manifest.period)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Periods of the figures, without changes from one to another."""
        found = {cell.time_period for cell in self.words.release.estimates}
        return tuple(sorted(each for each in found if "/" not in each))

    def find(self, indicator: str, **codes: str) -> ReleasedEstimate | None:
        """Return the cell of `indicator` at `codes`, in the latest period if none."""
        return self.words.release.find(indicator, **{TIME: self.latest, **codes})

    def period(self, code: str = "") -> str:
        """Return a period in words; the latest when none is named."""
        period = code or self.latest
        found = _QUARTER.fullmatch(period)
        return self.say(f"quarter_{found[2]}", year=found[1]) if found else period

    def short_period(self, code: str) -> str:
        """Return a period in a few signs, for an axis."""
        found = _QUARTER.fullmatch(code)
        return self.say("quarter", n=found[2], year=found[1]) if found else code

    def span(self, periods: Sequence[str]) -> str:
        """Return the first and the last of `periods` in words."""
        first, last = self.period(periods[0]), self.period(periods[-1])
        return self.say("from_to", first=first, last=last)

    def source(self, when: str = "") -> str:
        """Return the line that names survey, period (the latest) and calculation."""
        period = when or self.period()
        return self.say("source", survey=self.words.title(), period=period)


@cache
def prose_shipped() -> Mapping[str, Mapping[str, str]]:
    """Return all sentences: text by name and language.

    Those in the languages of a release stand in `prose.toml` side by side; each
    further language has a file of its own.
    """
    folder = resources.files(__package__)
    sentences = tomllib.loads((folder / "prose.toml").read_text("utf-8"))
    for language in FURTHER:
        text = (folder / f"prose.{language}.toml").read_text("utf-8")
        for name, sentence in tomllib.loads(text).items():
            sentences.setdefault(name, {})[language] = sentence
    return sentences
