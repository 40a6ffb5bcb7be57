"""A story told in a language: headings, and under each pairs of name and text.

The terminal and the page say the same, because both print what is told here.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headload.products.numbers import number, percent
from headload.products.words import Words
from headload.releases import DerivationRow
from headload.terms import Flag
from headload.trace.data import label, place, sample_size
from headload.trace.story import Question, Rule, Story

_ROLES = ("weight", "stratum", "psu", "replicates", "later_stages", "fpc")
_PARTS = (
    "figure",
    "asked",
    "sorted",
    "measured",
    "protected",
    "again",
    "remarks",
)


@dataclass(frozen=True)
class Item:
    """A name and what is said under it; lines of one item belong together."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A heading and its items."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Telling:
    """A story in one language (``en``, ``es`` or ``fr``)."""

    story: Story
    language: str

    def title(self) -> str:
        """Return the heading of the whole."""
        return self._say("title")

    def parts(self) -> list[Part]:
        """Return the parts of the story in the order in which it was made."""
        items = {
            "figure": self._figure,
            "asked": self._asked,
            "sorted": self._sorted,
            "measured": self._measured,
            "protected": self._protected,
            "again": self._again,
            "remarks": self._remarks,
        }
        return [Part(self._say(name), tuple(items[name]())) for name in _PARTS]

    def _figure(self) -> Iterator[Item]:
        story, cell = self.story, self.story.cell
        indicator = label(story.release, "indicator", cell.indicator, self.language)
        yield self._item("what", indicator)
        for name, text in place(story, self.language).items():
            yield Item(self._name(name), (text,))
        if not cell.withheld:
            yield from self._value()
        size = sample_size(cell)
        if size and cell.flag is not Flag.PROTECTED:
            n = size.get("n")
            said = str(size["n_band"]) if n is None else self._number(float(n))
            yield self._item("n", said)
        yield self._item("flag", *self._certainty())
        yield self._item("estimate_id", cell.estimate_id)

    def _value(self) -> Iterator[Item]:
        cell = self.story.cell
        unit = label(self.story.release, "unit", cell.unit, self.language)
        yield self._item("value", f"{self._number(cell.value)} ({unit.lower()})")
        if cell.ci_low is not None and cell.ci_high is not None:
            low, high = self._number(cell.ci_low), self._number(cell.ci_high)
            yield self._item("range", self._say("limits", low=low, high=high))
        for name in ("se", "deff"):
            value = getattr(cell, name)
            if value is not None:
                yield self._item(name, self._number(value))
        if cell.cv is not None:
            yield self._item("cv", percent(100 * cell.cv, self.language, 1))

    def _certainty(self) -> Iterator[str]:
        """Yield the meaning of the flag, the policy's words, and notes of quality."""
        release, cell = self.story.release, self.story.cell
        yield label(release, "flag", str(cell.flag), self.language)
        if cell.flag is Flag.PROTECTED:
            return
        for note in cell.note.split():
            yield label(release, "note", note, self.language)

    def _asked(self) -> Iterator[Item]:
        manifest = self.story.release.manifest
        title = manifest.title.get(self.language, manifest.survey)
        yield self._item("survey", f"{title}, {manifest.period}")
        yield self._item("source", *manifest.citations)
        yield self._item("licence", manifest.licence)
        yield self._item(
            "data",
            *(
                self._say(
                    "rows", rows=self._number(each["rows"]), sha256=each["sha256"]
                )
                for each in manifest.inputs
            ),
        )
        yield self._item(
            "map", f"{manifest.map['id']}, SHA-256 {manifest.map['sha256']}"
        )
        for question in self.story.questions:
            yield Item(question.label(self.language), tuple(self._question(question)))
        if not manifest.variables:
            yield self._item("note", self._say("no_questions"))

    def _question(self, question: Question) -> Iterator[str]:
        if question.question:
            yield question.question
        yield self._say("columns", columns=", ".join(question.columns))
        if question.evidence:
            yield self._say("evidence", evidence=question.evidence)

    def _sorted(self) -> Iterator[Item]:
        yield self._item("standard", self.story.release.manifest.standard)
        for rule in self.story.rules:
            yield Item(rule.name, tuple(self._rule(rule)))
        if not self.story.rules:
            yield self._item("note", self._say("no_rules"))

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield from rule.citations
        if rule.reads:
            labels = {each.variable: each for each in self.story.questions}
            names = [labels[name].label(self.language) for name in rule.reads]
            yield self._say("reads", names=", ".join(names))
        yield from map(self._node, rule.nodes)

    def _node(self, row: DerivationRow) -> str:
        if row.n is None or row.weighted_share is None:
            return self._say("node_withheld", node=row.node)
        share = percent(row.weighted_share, self.language, 1)
        return self._say("node", node=row.node, n=self._number(row.n), percent=share)

    def _measured(self) -> Iterator[Item]:
        manifest = self.story.release.manifest
        design = manifest.design_labels.get(self.language, manifest.design)
        yield self._item("design", design)
        for role in _ROLES:
            if role in manifest.sample:
                yield self._item(role, manifest.sample[role])
        for role in ("variance", "calibration"):
            if role in manifest.sample:
                yield self._item(role, self._say(manifest.sample[role]))

    def _protected(self) -> Iterator[Item]:
        manifest = self.story.release.manifest
        policy = manifest.policy
        yield self._item("policy", f"{policy.name} {policy.version}")
        yield self._item("owner", policy.owner)
        base = manifest.rounding.get("totals")
        if base:
            yield self._item("rounded", self._number(base))
        yield from self._audit(manifest.audit)

    def _audit(self, audit: Mapping[str, object]) -> Iterator[Item]:
        if not audit:
            return
        names = ("numbers", "exact", "weak", "threshold")
        counts = {name: self._number(float(str(audit[name]))) for name in names}
        yield self._item("audit", self._say("audit_found", **counts))
        override = audit.get("override")
        if isinstance(override, dict):
            people = ", ".join(override["people"])
            yield self._item("override", people, override["reason"])
        earlier = audit.get("earlier")
        if isinstance(earlier, list) and earlier:
            yield self._item("earlier", *map(str, earlier))

    def _again(self) -> Iterator[Item]:
        manifest = self.story.release.manifest
        yield self._item("release", manifest.id)
        yield self._item("software", f"headload {manifest.software_version}")
        yield self._item("command", manifest.command)

    def _remarks(self) -> Iterator[Item]:
        manifest = self.story.release.manifest
        lines = (*manifest.notes, *manifest.warnings)
        if lines:
            yield self._item("note", *lines)

    def _item(self, name: str, *lines: str) -> Item:
        return Item(self._say(name), lines)

    def _name(self, name: str) -> str:
        """Return the name of a part of the figure's place, or of a dimension."""
        if name in shipped():
            return self._say(name)
        return Words(self.story.release, self.language).column(name)

    def _number(self, value: float | None) -> str:
        exact = float(value or 0)
        places = (0, 1, 2, 3)
        decimals = next((d for d in places if round(exact, d) == exact), 3)
        return number(exact, self.language, decimals)

    def _say(self, name: str, /, **parts: str) -> str:
        text = shipped()[name][self.language]
        return text.format(**parts) if parts else text


@cache
def shipped() -> Mapping[str, Mapping[str, str]]:
    """Return the content of `words.toml`: text by name and language."""
    text = (resources.files(__package__) / "words.toml").read_text("utf-8")
    return tomllib.loads(text)
