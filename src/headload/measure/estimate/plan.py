"""Read a tabulation plan from TOML and resolve its words for one survey.

Everything that can be wrong with a plan is refused here, before any data is
touched: unknown words and codes, unknown kinds, figures asked for twice.

A plan has five kinds of section::

    optional = ["city"]                    # words a survey may lack
    [dimensions]                           # dimension = word
    city = "city"
    [breakdowns]                           # named lists of breakdowns
    by_city = [[], ["city"]]
    [rows.groups]                          # named rows, see `rows`
    dimension = "worker_group"
    columns = ["street_vendor", "waste_picker"]

    [[tables]]
    id = "T11"
    title = {en = "Informality of worker groups"}
    by = "by_city"
    [[tables.measures]]
    indicator = "informal-employment-rate"
    kind = "rate"
    unit = "share"
    of = "informal_job"
    among = ["employed", "row"]            # a list is joined by `and`
    rows = "groups"
    labels = {en = "Informal employment rate"}

The keys that each kind of measure has of its own stand in `kinds`, those of rows
and columns in `rows`, the largest plan in `size`.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any

from headload.errors import WrongUse

from .condition import Clause, parse, written
from .kinds import OWN_KEYS, check_of, kind_of, own_parts, sides_asked
from .measures import Measure, Plan, TableSpec
from .rows import SET_KEYS, Grid, Place, grid_of, placed
from .section import Section, closest, read_document
from .size import Room, possible
from .vocabulary import Vocabulary

_INDICATOR = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PLAN_KEYS = ("optional", "dimensions", "breakdowns", "rows", "tables")
_TABLE_KEYS = ("id", "title", "by", "measures")
_MEASURE_KEYS = (
    *("indicator", "kind", "unit", "of", "among", "labels"),
    *SET_KEYS,
    *OWN_KEYS,
)


def load_plan(
    path_or_text: Path | str,
    *,
    names: Mapping[str, str],
    absent: Collection[str] = (),
    codes: Mapping[str, Collection[str]] | None = None,
) -> Plan:
    """Read a plan and resolve its words to columns.

    Parameters
    ----------
    path_or_text
        Path of a TOML file, or its text (a string with a line break).
    names
        Column of the persons table by word of the plan, such as
        ``{"employed": "icls19_employed", "informal_job": "icls17_informal_job"}``.
    absent
        Words that are known but that these records cannot show: figures with them
        are left out, as if the plan had them as optional.
    codes
        Codes that the survey can give, by word; a word that is not here can give
        every code of its list.

    Returns
    -------
    Plan
        Without the breakdowns, rows and measures whose optional words have no
        column or whose code the survey cannot give; `Plan.left_out` tells which.

    Raises
    ------
    WrongUse
        ``HL-EST-01`` to ``HL-EST-09``: not TOML, unknown keys, words, kinds,
        codes or dimensions, figures asked for twice, too many cells.
    """
    document = Section(read_document(path_or_text), where="the plan", keys=_PLAN_KEYS)
    optional = frozenset(document.texts("optional")) - set(names)
    words = Vocabulary(names, optional | set(absent), codes or {})
    asked = document.mapping("dimensions")
    chosen = Section(asked, where="the dimensions", keys=tuple(asked))
    of_word = {name: chosen.text(name) for name in asked}
    columns = {name: words.column(word, chosen.where) for name, word in of_word.items()}
    reader = _Reader(words, of_word, columns, document)
    tables = tuple(table for table in reader.tables() if table.measures)
    _refuse_duplicates(tables)
    sizes = reader.sizes()
    return Plan(
        tables=tables,
        dimensions={name: column for name, column in columns.items() if column},
        cells={
            table.id: len(table.measures) * possible(table.by, sizes)
            for table in tables
        },
        left_out=words.left_out(),
    )


def standard_plan(
    *,
    names: Mapping[str, str],
    absent: Collection[str] = (),
    codes: Mapping[str, Collection[str]] | None = None,
) -> Plan:
    """Return the shipped plan of a statistical brief, `plans/standard.toml`.

    Parameters
    ----------
    names, absent, codes
        As for `load_plan`.

    Raises
    ------
    WrongUse
        ``HL-EST-03`` when a word that is not optional has no column.
    """
    plan = shipped_plans()["standard"]
    return load_plan(plan, names=names, absent=absent, codes=codes)


def shipped_plans() -> Mapping[str, str]:
    """Return the text of every shipped plan by name, to read or to start from."""
    folder = resources.files(__package__) / "plans"
    texts = {
        path.name.removesuffix(".toml"): path.read_text(encoding="utf-8")
        for path in folder.iterdir()
        if path.name.endswith(".toml")
    }
    return dict(sorted(texts.items()))


@dataclass(frozen=True)
class _Reader:
    """What every table of one document needs while it is read."""

    words: Vocabulary
    of_word: Mapping[str, str]
    columns: Mapping[str, str | None]
    document: Section
    room: Room = field(default_factory=Room)

    def tables(self) -> Iterator[TableSpec]:
        for position, values in enumerate(_sections(self.document, "tables"), 1):
            section = Section(values, where=f"table {position}", keys=_TABLE_KEYS)
            section.where = f"table {section.text('id')}"
            by = tuple(self.breakdowns(section))
            yield TableSpec(
                id=section.text("id"),
                title=section.labels("title"),
                measures=tuple(self.measures(section, by)),
                by=by,
            )

    def sizes(self) -> dict[str, int | None]:
        return {
            name: self.words.size(name, word) for name, word in self.of_word.items()
        }

    def breakdowns(self, table: Section) -> Iterator[tuple[str, ...]]:
        named = self.document.mapping("breakdowns")
        if isinstance(table.raw("by"), str):
            if table.text("by") not in named:
                raise _unknown_dimension("breakdown", table.text("by"), table, named)
            table = Section(
                {"by": named[table.text("by")]}, where=table.where, keys=("by",)
            )
        for by in table.text_lists("by"):
            for name in by:
                if name not in self.columns:
                    raise _unknown_dimension("dimension", name, table, self.columns)
            if all(self.columns[name] for name in by):
                yield by

    def measures(
        self, table: Section, by: tuple[tuple[str, ...], ...]
    ) -> Iterator[Measure]:
        cells = possible(by, self.sizes())
        for position, values in enumerate(_sections(table, "measures"), 1):
            where = f"{table.where}, measure {position}"
            section = Section(values, where=where, keys=_MEASURE_KEYS)
            section.where = f"{table.where}, {_indicator(section)}"
            grid = grid_of(section, self.document.mapping("rows"), self.words)
            _check_grid_is_used(section, grid)
            pairs = sides_asked(section, self.words, self.of_word)
            self.room.take(grid.size() * len(pairs) * cells, section.where)
            for codes, place in product(pairs, grid.places()):
                measure = self.measure(section, place, codes)
                if measure is not None:
                    yield measure

    def measure(
        self, section: Section, place: Place, codes: tuple[str, ...]
    ) -> Measure | None:
        kind = kind_of(section)
        of = self.condition(section, "of", place)
        among = self.condition(section, "among", place)
        own = own_parts(
            section,
            kind,
            self.words,
            dimensions=self.of_word,
            place=place,
            codes=codes,
        )
        if of is None or among is None or own is None:
            return None
        check_of(section, kind, of)
        return Measure(
            indicator=_indicator(section),
            kind=kind,
            of=written(of),
            among=written(among) or None,
            unit=section.text("unit"),
            dimensions={**place.dimensions, **own.pop("dimensions", {})},
            labels=section.labels("labels"),
            **own,
        )

    def condition(
        self, section: Section, key: str, place: Place
    ) -> tuple[Clause, ...] | None:
        clauses = parse(section.condition(key), where=f"{section.where}, {key}")
        if key == "of" and not clauses:
            raise _refusal("A measure needs a condition or column `of`", section.where)
        filled = placed(clauses, place, f"{section.where}, {key}")
        return self.words.clauses(filled, section.where)


def _sections(section: Section, key: str) -> list[Any]:
    values = section.raw(key)
    if not isinstance(values, list) or not values:
        raise _refusal(f"There are no {key}", section.where)
    return values


def _indicator(section: Section) -> str:
    indicator = section.text("indicator")
    if not _INDICATOR.fullmatch(indicator):
        raise _refusal(
            f'The indicator "{indicator}" is not written in kebab-case', section.where
        )
    return indicator


def _check_grid_is_used(section: Section, grid: Grid) -> None:
    said = {
        clause.column
        for key in ("of", "among", "part")
        for clause in parse(section.condition(key), where=section.where)
    }
    for word in grid.sets:
        if word not in said:
            raise _refusal(
                f'The measure has {word}s but no condition says "{word}"', section.where
            )


def _refuse_duplicates(tables: tuple[TableSpec, ...]) -> None:
    seen: dict[object, str] = {}
    for table in tables:
        _claim(seen, ("table", table.id), f"table {table.id}")
        for measure in table.measures:
            fixed = tuple(sorted(measure.dimensions.items()))
            where = f"table {table.id}, {measure.indicator}"
            for by in table.by:
                if set(by) & set(measure.dimensions):
                    raise WrongUse(
                        "A breakdown repeats the dimension of the rows",
                        where=where,
                        to_do=f"take {', '.join(by)} out of `by` or of `rows`",
                        code="HL-EST-08",
                    )
                key = (measure.indicator, fixed, tuple(sorted(by)))
                _claim(seen, key, where)


def _claim(seen: dict[object, str], key: object, where: str) -> None:
    if key in seen:
        raise WrongUse(
            "The plan asks for the same id twice",
            where=f"{where}; first in {seen[key]}",
            to_do="rename one of them, or take one out",
            code="HL-EST-05",
        )
    seen[key] = where


def _unknown_dimension(
    what: str, name: str, section: Section, known: Mapping[str, Any]
) -> WrongUse:
    return WrongUse(
        f'There is no {what} "{name}" in the plan',
        where=section.where,
        to_do=closest(name, known),
        code="HL-EST-08",
    )


def _refusal(what: str, where: str) -> WrongUse:
    to_do = "see the grammar of plans in the reference"
    return WrongUse(what, where=where, to_do=to_do, code="HL-EST-02")
