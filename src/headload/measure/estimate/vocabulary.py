"""The words of a plan, resolved to columns of one survey.

A plan says `informal_job`; the names decide whether that is the 17th or the 21st
ICLS. Only a word that the plan declares optional may be missing. A code that the
survey cannot give is missing too: its figure would be a zero that nobody counted.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from headload.errors import WrongUse
from headload.terms import Codelist, codelist, harmonised_variables

from .condition import Clause
from .section import closest

TIME = "time_period"
"""A word of measurements of several periods; that there is one is no lack."""


@dataclass(frozen=True)
class Vocabulary:
    """Column of each word, and the words that a survey may lack.

    Parameters
    ----------
    names
        Column by word.
    optional
        Words whose absence leaves figures out instead of stopping the work.
    codes
        Codes that the survey can give, by word; a word that is not here can give
        every code of its list.
    missing
        Filled as the plan is read: where each absent word or code was used.
    """

    names: Mapping[str, str]
    optional: frozenset[str]
    codes: Mapping[str, Collection[str]] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def column(self, word: str, where: str) -> str | None:
        """Return the column of `word`; None for an absent optional word.

        Raises
        ------
        WrongUse
            ``HL-EST-03`` for a word that has no column and is not optional.
        """
        if word in self.names:
            return self.names[word]
        if word not in self.optional:
            raise WrongUse(
                f'The word "{word}" has no column in this survey',
                where=where,
                to_do=closest(word, {*self.names, *self.optional}),
                code="HL-EST-03",
            )
        self._miss(word, where)
        return None

    def clauses(
        self, clauses: tuple[Clause, ...], where: str
    ) -> tuple[Clause, ...] | None:
        """Return clauses with columns for words; None when a word is absent."""
        resolved = []
        for clause in clauses:
            column = self.column(clause.column, where)
            if column is None:
                return None
            if clause.code and not self._gives(clause, where):
                return None
            resolved.append(replace(clause, column=column))
        return tuple(resolved)

    def left_out(self) -> tuple[str, ...]:
        """Return a sentence for each absent word or its codes, by first use."""
        sentences: dict[tuple[str, str], list[str]] = {}
        for missed, places in self.missing.items():
            if missed == TIME:
                continue
            word, _, code = missed.partition(" = ")
            sentences.setdefault((word, _named(places)), []).append(code)
        return tuple(
            f"{word}{_equals(codes)} is not available: left out of {places}"
            for (word, places), codes in sentences.items()
        )

    def listed(self, name: str, word: str) -> tuple[str, ...]:
        """Return the codes of a word's column, of the list `name`, or of the survey.

        A column with a list of its own, such as that of one edition, has its codes.
        """
        own = self.names.get(word, word) if name == word else name
        return tuple(_codes(codes_of(own, name))) or tuple(self.codes.get(word, ()))

    def size(self, dimension: str, word: str) -> int | None:
        """Return how many codes a dimension can have; None where no list says."""
        column = self.names.get(word, word)
        known = self.codes.get(word) or _codes(codes_of(column, dimension, word))
        return len(known or _codes(classification_of(word))) or None

    def _gives(self, clause: Clause, where: str) -> bool:
        given = self.codes.get(clause.column)
        if given is not None and clause.code in given:
            return True
        column = self.names.get(clause.column, clause.column)
        listed = _codes(codes_of(column, clause.column))
        if clause.code not in listed and (listed or given is not None):
            raise WrongUse(
                f'"{clause.code}" is not a code of {clause.column}',
                where=where,
                to_do=closest(clause.code, {**listed, **dict.fromkeys(given or ())}),
                code="HL-EST-07",
            )
        if given is not None:
            self._miss(f"{clause.column} = {clause.code}", where)
        return given is None

    def _miss(self, word: str, where: str) -> None:
        places, table = self.missing.setdefault(word, []), where.split(",")[0]
        if table not in places:
            places.append(table)


def codes_of(*names: str) -> Codelist | None:
    """Return the code list of the first name that has one.

    A harmonised variable brings its list; another name (a rule, its column, a
    dimension) has the list shipped under that name, if any.
    """
    for name in names:
        variable = harmonised_variables().get(name)
        if variable is not None and variable.codes is not None:
            return variable.codes
        try:
            return codelist(name)
        except FileNotFoundError:
            continue
    return None


def classification_of(word: str) -> Codelist | None:
    """Return the classification of a word such as ``occupation_isco08``."""
    variable = harmonised_variables().get(word)
    if variable is None or variable.kind != "classification":
        return None
    return codelist(word.rsplit("_", 1)[1])


def _named(places: list[str]) -> str:
    tables = [place.removeprefix("table ") for place in places]
    whole = tables if len(tables) > 1 and tables != places else []
    return f"tables {', '.join(whole)}" if whole else ", ".join(places)


def _equals(codes: list[str]) -> str:
    return f" = {', '.join(codes)}" if codes[0] else ""


def _codes(codes: Codelist | None) -> Mapping[str, object]:
    return codes.codes if codes else {}
