"""All that a rule needs of Ibis, with types.

Ibis 12 ships no type information, so rules never touch it: they combine values
with the words below and with `&`, `|` and `~`, which follow three-valued logic
(*unknown and false* is false, *unknown or true* is true, else unknown).
"""

# mypy: disable-error-code="no-any-return"
# Ibis is untyped: its values are `Any` until they leave this module.

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self

import ibis

from headload.standards.coding import Role

NO_ANSWER = ("dont_know", "refused", "not_stated", "not_asked")


class Value(Protocol):
    """A column-like value inside a rule; null means not known."""

    def __and__(self, other: Self) -> Self: ...
    def __or__(self, other: Self) -> Self: ...
    def __invert__(self) -> Self: ...


class Text(Value, Protocol):
    """A code or classification, as text."""


class Number(Value, Protocol):
    """A number, such as age or hours."""


class YesNo(Value, Protocol):
    """True, false or not known."""


def is_(value: Text, code: str) -> YesNo:
    """Tell whether `value` is `code`; unknown stays unknown."""
    return _any(value) == code


def one_of(value: Text, *codes: str) -> YesNo:
    """Tell whether `value` is one of `codes`; unknown stays unknown."""
    return _any(value).isin(list(codes))


def starts_with(value: Text, *prefixes: str) -> YesNo:
    """Tell whether a classification code lies under one of `prefixes`.

    ``"0111"`` lies under ``"01"``. A code shorter than a prefix does not.
    """
    return _any_of([_any(value).startswith(prefix) for prefix in prefixes])


def lies_under(value: Text, *prefixes: str) -> YesNo:
    """Tell whether a classification code lies under one of `prefixes`.

    A code too short to tell is unknown: ``"96"`` may be ``"9612"``, so it is
    neither under ``"9612"`` nor outside it; ``"95"`` is certainly outside.
    """
    starts = {prefix[:length] for prefix in prefixes for length in range(len(prefix))}
    under = _any(value).re_search(f"^({'|'.join(sorted(prefixes))})")
    too_short = _any(value).re_search(f"^({'|'.join(sorted(starts))})$")
    return ibis.cases((under, True), (too_short, None), (known(value), False))


def coded(role: Role, **values: Text) -> YesNo:
    """Tell whether a job has a code of `role`.

    `values` are the codes of the job by classification, best first, such as
    ``isco08=..., isco88=...``; the next one decides where the first cannot.
    """
    return first_known(
        *[_coded(role, name, value) for name, value in values.items()],
    )


def _coded(role: Role, classification: str, value: Text) -> YesNo:
    under = role.under.get(classification, ())
    exactly = role.exactly.get(classification, ())
    if not under and not exactly:
        return nothing_like(known(value))
    if not exactly:
        return lies_under(value, *under)
    if not under:
        return one_of(value, *exactly)
    return one_of(value, *exactly) | lies_under(value, *under)


def stated(value: Text) -> Text:
    """Keep the code where an answer was given; "don't know" and the like are null."""
    answer_given: Text = _any(value).isin(NO_ANSWER).ifelse(ibis.null(str), value)
    return answer_given


def equals(value: Number, number: float) -> YesNo:
    """Tell whether `value` is `number`; unknown stays unknown."""
    return _any(value) == number


def at_least(value: Number, bound: float | Number) -> YesNo:
    """Tell whether `value` is at least `bound`; unknown stays unknown."""
    return _any(value) >= bound


def above(value: Number, bound: float | Number) -> YesNo:
    """Tell whether `value` is greater than `bound`; unknown stays unknown."""
    return _any(value) > bound


def at_most(value: Number, bound: float | Number) -> YesNo:
    """Tell whether `value` is at most `bound`; unknown stays unknown."""
    return _any(value) <= bound


def known(value: Value) -> YesNo:
    """Tell whether `value` is known."""
    return _any(value).notnull()


def certainly(value: YesNo) -> YesNo:
    """Tell whether `value` is known to be true; unknown counts as false."""
    return _any(value).fill_null(False)


def when_known(condition: YesNo, value: Value) -> Any:
    """Keep `value` where `condition` is known to be true, else null."""
    return ibis.cases((condition, _any(value)))


def nothing_like(value: Value) -> Any:
    """Return null of the type of `value`."""
    return ibis.null().cast(_any(value).type())


def text(code: str) -> Text:
    """Return a constant code."""
    return ibis.literal(code)


def always(answer: bool) -> YesNo:
    """Return a constant answer."""
    return ibis.literal(answer)


def first_match(*nodes: tuple[YesNo, str]) -> Text:
    """Return the result of the first node whose condition is known to be true.

    A decision tree: nodes are tried in order; unknown conditions do not match;
    null when none matches.
    """
    return ibis.cases(*nodes)


def recode(value: Text, codes: Mapping[str, str]) -> Text:
    """Replace codes by others; codes that are not listed become null."""
    return first_match(*[(is_(value, old), new) for old, new in codes.items()])


def first_known(*values: Any) -> Any:
    """Return the first value that is known."""
    return ibis.coalesce(*values)


def answer(*, yes: YesNo, no: YesNo) -> YesNo:
    """Return true where `yes` is known true, false where `no` is, else null."""
    return ibis.cases((yes, True), (no, False))


def _any(value: Value) -> Any:
    return value


def _any_of(conditions: list[Any]) -> Any:
    result = conditions[0]
    for condition in conditions[1:]:
        result = result | condition
    return result
