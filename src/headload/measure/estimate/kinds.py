"""What each kind of measure asks for in a plan, besides `of` and `among`.

=============  ==============================================================
kind           its own keys
=============  ==============================================================
total, rate    none
mean, median   none; `of` is one number column
quantile       ``p``: the share of the population below it
ratio          ``per``: the number column to divide by; ``part``: a condition on
               the numerator alone, for a share of a total
difference     ``figure``: total, rate or mean; ``dimension`` and ``between``: two
               of its codes, the first minus the second, or ``"successive"``: each
               code minus the one before it in its list; ``relative = true`` to
               divide by the second, with ``unit = "relative"``
=============  ==============================================================

A key that goes with another kind is refused. A difference is named
``<indicator>-difference``, a relative one ``<indicator>-relative-difference``, by
which its two sides are found again.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from headload.errors import WrongUse
from headload.terms import MeasureKind

from .condition import Clause, parse, written
from .rows import Place, placed
from .section import Section, closest
from .vocabulary import Vocabulary

KINDS = {
    **{kind.value: kind for kind in MeasureKind},
    "quantile": MeasureKind.MEDIAN,
}
OF_A_NUMBER = (MeasureKind.MEAN, MeasureKind.MEDIAN, MeasureKind.RATIO)
OF_A_DIFFERENCE = (MeasureKind.TOTAL, MeasureKind.RATE, MeasureKind.MEAN)
SUFFIX = "-difference"
SUCCESSIVE = "successive"
RELATIVE = "relative"
RELATIVE_SUFFIX = f"-{RELATIVE}{SUFFIX}"

_KEYS = {
    "quantile": ("p",),
    "ratio": ("per", "part"),
    "difference": ("figure", "dimension", "between", "relative"),
}
OWN_KEYS = tuple(key for keys in _KEYS.values() for key in keys)


def kind_of(section: Section) -> MeasureKind:
    """Return the kind of a measure, with its keys checked.

    Raises
    ------
    WrongUse
        ``HL-EST-04`` for an unknown kind, ``HL-EST-02`` for a key of another kind.
    """
    kind = section.text("kind")
    if kind not in KINDS:
        raise WrongUse(
            f'"{kind}" is not a kind of measure that a plan can ask for',
            where=section.where,
            to_do=closest(kind, KINDS),
            code="HL-EST-04",
        )
    for key in OWN_KEYS:
        if key in section and key not in _KEYS.get(kind, ()):
            raise refusal(f'A measure of kind {kind} has no key "{key}"', section)
    return KINDS[kind]


def sides_asked(
    section: Section, words: Vocabulary, dimensions: Mapping[str, str]
) -> tuple[tuple[str, ...], ...]:
    """Return the pairs of codes that a measure asks the difference of.

    Returns
    -------
    tuple
        One pair, later code first, for each two successive codes; what is written,
        whatever it is, for one pair; one empty tuple for other kinds.
    """
    if section.raw("between") != SUCCESSIVE:
        return (section.texts("between"),)
    name = section.text("dimension")
    word = dimensions.get(name, name)
    codes = words.listed(name, word) or words.listed(word, word)
    if words.column(word, section.where) is None:
        return ()
    if len(codes) < 2:
        raise refusal(f'"{name}" has no list of codes to compare in turn', section)
    return tuple((later, earlier) for earlier, later in pairwise(codes))


def check_of(section: Section, kind: MeasureKind, of: tuple[Clause, ...]) -> None:
    """Refuse a condition where a number column is needed.

    Raises
    ------
    WrongUse
        ``HL-EST-02``.
    """
    needed = MeasureKind(_figure(section)) if kind is MeasureKind.DIFFERENCE else kind
    if needed in OF_A_NUMBER and (len(of) != 1 or str(of[0]) != of[0].column):
        raise refusal(f"A {needed} needs one number column in `of`", section)


def own_parts(
    section: Section,
    kind: MeasureKind,
    words: Vocabulary,
    *,
    dimensions: Mapping[str, str],
    place: Place,
    codes: tuple[str, ...] = (),
) -> dict[str, Any] | None:
    """Return the fields of `Measure` that only this kind has.

    Parameters
    ----------
    section, kind
        The measure.
    words
        Columns by word.
    dimensions
        Word by dimension.
    place
        The row and column of the measure.
    codes
        The two sides of a difference, from `sides_asked`.

    Returns
    -------
    dict or None
        None when an optional word has no column in this survey.

    Raises
    ------
    WrongUse
        ``HL-EST-02``, ``HL-EST-07`` or ``HL-EST-08``.
    """
    if kind is MeasureKind.RATIO:
        return _of_ratio(section, words, place)
    if kind is MeasureKind.DIFFERENCE:
        return _of_difference(section, words, dimensions, codes)
    return {"p": _share(section)} if section.text("kind") == "quantile" else {}


def refusal(what: str, section: Section) -> WrongUse:
    """Return the refusal of a measure that is not written as its kind needs."""
    return WrongUse(
        what,
        where=section.where,
        to_do="see the keys of each kind of measure in the reference of plans",
        code="HL-EST-02",
    )


def _of_ratio(
    section: Section, words: Vocabulary, place: Place
) -> dict[str, Any] | None:
    per = words.column(section.text("per"), section.where)
    where = f"{section.where}, part"
    clauses = placed(parse(section.condition("part"), where=where), place, where)
    part = words.clauses(clauses, section.where)
    if per is None or part is None:
        return None
    return {"per": per, "part": written(part)}


def _of_difference(
    section: Section,
    words: Vocabulary,
    dimensions: Mapping[str, str],
    codes: tuple[str, ...],
) -> dict[str, Any] | None:
    name = section.text("dimension")
    if name not in dimensions:
        raise WrongUse(
            f'There is no dimension "{name}" in the plan',
            where=section.where,
            to_do=closest(name, dimensions),
            code="HL-EST-08",
        )
    if len(codes) != 2 or codes[0] == codes[1]:
        raise refusal("A difference is between two codes of its dimension", section)
    relative = section.raw("relative") or False
    if type(relative) is not bool:
        raise refusal("`relative` is true or false", section)
    _check_name(section, relative=relative)
    tests = tuple(Clause(dimensions[name], code) for code in codes)
    sides = words.clauses(tests, section.where)
    if sides is None:
        return None
    return {
        "figure": MeasureKind(_figure(section)),
        "between": tuple(map(str, sides)),
        "relative": relative,
        "dimensions": {name: "-".join(codes)},
    }


def _check_name(section: Section, *, relative: bool) -> None:
    if relative != (section.text("unit") == RELATIVE):
        raise refusal(
            f'A relative difference, and no other, has unit = "{RELATIVE}"', section
        )
    name = section.text("indicator")
    suffix = RELATIVE_SUFFIX if relative else SUFFIX
    if not name.endswith(suffix) or relative != name.endswith(RELATIVE_SUFFIX):
        raise refusal(f"The name of this difference ends with {suffix}", section)


def _figure(section: Section) -> str:
    figure = section.text("figure")
    if figure not in OF_A_DIFFERENCE:
        raise refusal(
            f"A difference is of totals, rates or means, not of {figure}", section
        )
    return figure


def _share(section: Section) -> float:
    p = section.raw("p")
    if not isinstance(p, float) or not 0 < p < 1:
        raise refusal("A quantile needs p between 0 and 1, such as 0.9", section)
    return p
