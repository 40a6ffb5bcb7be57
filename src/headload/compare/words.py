"""Words of a comparison, and figures as they are written in it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headload.compare.compare import Comparison
from headload.compare.pair import Pair
from headload.releases import ReleasedEstimate

_COMMA = str.maketrans({",": "\u202f", ".": ","})
"""Decimal comma, and a narrow space between thousands."""


@dataclass(frozen=True)
class Words:
    """The words for one comparison in one language (``en``, ``es`` or ``fr``)."""

    found: Comparison
    language: str

    def say(self, name: str, /, **parts: str) -> str:
        """Return the words called `name`, with `parts` put in."""
        text = shipped()[name][self.language]
        return text.format(**parts) if parts else text

    def title(self) -> str:
        """Return what is compared, in one line."""
        one, other = self.found.one.manifest, self.found.other.manifest
        survey = other.title.get(self.language, other.survey)
        return self.say(
            f"title_{self.found.kind}",
            survey=survey,
            one=one.period,
            other=other.period,
        )

    def remarks(self) -> list[str]:
        """Return how to read it, one sentence each."""
        said = [self.say(f"about_{self.found.kind}")]
        if any(each.manifest.rounding for each in (self.found.one, self.found.other)):
            said.append(self.say("rounded"))
        if self.found.tests:
            chance = f"{self.found.by_chance:.0f}"
            said.append(
                self.say(
                    "chance",
                    tests=amount(float(self.found.tests), self.language),
                    chance=chance,
                )
            )
            if self.found.samples_overlap:
                said.append(self.say("overlap"))
        return said

    def name(self, pair: Pair) -> str:
        """Return the figure in words: indicator, then its codes."""
        cell = pair.cell
        parts = [self._label("indicator", cell.indicator)]
        parts += [self._label(*each) for each in sorted(cell.dimensions.items())]
        return ", ".join(parts)

    def _label(self, kind: str, code: str) -> str:
        for release in (self.found.other, self.found.one):
            text = release.codelists.get(kind, {}).get(code, {}).get(self.language)
            if text:
                return text
        return code


def figure(cell: ReleasedEstimate | None, language: str) -> str:
    """Return a value as it was published, ``x`` or ``..`` where it is withheld."""
    if cell is None:
        return ""
    if cell.value is None:
        return "x" if str(cell.flag) == "S" else ".."
    written = amount(cell.value, language)
    return f"({written})" if str(cell.flag) == "E" else written


def amount(value: float | None, language: str) -> str:
    """Return a number; whole from a thousand on, else with two decimals at most.

    Examples
    --------
    >>> amount(12345.6, "en"), amount(64.54, "en"), amount(-0.5, "es")
    ('12,346', '64.54', '-0,5')
    """
    if value is None:
        return ""
    if abs(value) >= 1000 or float(value).is_integer():
        text = f"{value:,.0f}"
    else:
        text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.translate(_COMMA)


@cache
def shipped() -> Mapping[str, Mapping[str, str]]:
    """Return the content of `words.toml`: text by name and language."""
    text = (resources.files(__package__) / "words.toml").read_text("utf-8")
    return tomllib.loads(text)
