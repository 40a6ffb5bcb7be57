"""The words of a plan, resolved to columns of one survey.

A plan says `informal_job`; the names decide whether that is the 17th or the 21st
ICLS. Only a word that the plan declares optional may be missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from headload.errors import WrongUse
from headload.terms import Codelist, codelist, harmonised_variables

from .condition import Clause
from .section import closest


@dataclass(frozen=True)
class Vocabulary:
    """Column of each word, and the words that a survey may lack.

    Parameters
    ----------
    names
        Column by word.
    optional
        Words whose absence leaves figures out instead of stopping the work.
    missing
        Filled as the plan is read: where each absent optional word was used.
    """

    names: Mapping[str, str]
    optional: frozenset[str]
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
        places = self.missing.setdefault(word, [])
        if where not in places:
            places.append(where)
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
            if clause.code:
                _check_code(clause, where, column)
            resolved.append(replace(clause, column=column))
        return tuple(resolved)

    def coded(self, column: str, code: str, where: str) -> Clause:
        """Return the test of one code of a column.

        Raises
        ------
        WrongUse
            ``HL-EST-07`` for a code that the column's list does not have.
        """
        clause = Clause(column, code)
        _check_code(clause, where, column)
        return clause

    def left_out(self) -> tuple[str, ...]:
        """Return a sentence for each absent word, in order of first use."""
        return tuple(
            f"{word} is not available: left out of {', '.join(places)}"
            for word, places in self.missing.items()
        )


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


def _check_code(clause: Clause, where: str, column: str) -> None:
    codes = codes_of(column, clause.column)
    if codes is not None and clause.code not in codes:
        raise WrongUse(
            f'"{clause.code}" is not a code of {clause.column}',
            where=where,
            to_do=closest(clause.code, codes.codes),
            code="HL-EST-07",
        )
