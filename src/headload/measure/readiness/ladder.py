"""The availability ladder: on which rung each group and indicator stands, and why.

Four rungs. *As defined*: the rule finds exactly whom it should. *With a note*: an
answer that the list lacks, or a convention, moves some workers. *In part*: members
stay unknown because a question was not put to them; a lower bound. *Not shown*:
nobody can be found; nothing is published rather than a proxy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from headload.measure.derive import plan_of
from headload.measure.questionnaire import question_of
from headload.measure.readiness.asked import ASKED, Asked
from headload.measure.readiness.items import Item
from headload.measure.readiness.trial import Outcome, Scenario, Trial

BASE, ASKING = "as the survey asks", "as the survey asks, with whole lists"


class Rung(IntEnum):
    """How well an item can be shown; higher is better."""

    NOT_SHOWN = 0
    IN_PART = 1
    WITH_NOTE = 2
    AS_DEFINED = 3

    @property
    def word(self) -> str:
        """Return the rung as a key of texts and data."""
        return self.name.lower()


@dataclass(frozen=True)
class Loss:
    """What one question costs one item.

    Parameters
    ----------
    question
        Id of the question.
    effects
        ``unknown`` (members no longer known), ``unsure`` (others no longer known),
        ``missed`` (members taken for others) and ``mistaken`` (others taken for
        members), those that occur.
    together
        True when the question costs nothing alone, only with others.
    answers
        Answers lacking that matter here, by variable.
    """

    question: str
    effects: tuple[str, ...]
    together: bool = False
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """Where an item stands on the ladder and what it loses."""

    item: Item
    rung: Rung
    losses: tuple[Loss, ...]


@dataclass(frozen=True)
class Gain:
    """What one question would bring if it were asked whole, all else unchanged.

    Parameters
    ----------
    question
        Id of the question.
    variables
        Harmonised variables it fills that are lacking now.
    raises
        Items that climb: id, rung now, rung then.
    found
        Part of the losses that go, summed over items; breaks ties.
    """

    question: str
    variables: tuple[str, ...]
    raises: tuple[tuple[str, Rung, Rung], ...]
    found: float

    @property
    def rungs(self) -> int:
        """Return how many rungs are climbed in all."""
        return sum(int(then) - int(now) for _, now, then in self.raises)


def climb(
    trial: Trial, survey: Mapping[str, Asked], items: Sequence[Item]
) -> tuple[tuple[Standing, ...], tuple[Gain, ...]]:
    """Return the standing of every item, and what each question would bring.

    Gains come best first: by rungs climbed, then by losses that go.
    """
    lacking = lacking_questions(survey)
    everything = frozenset(survey)
    in_rules = _columns(items)
    tried = {q: v for q, v in lacking.items() if in_rules & set(v)}
    scenarios = [
        Scenario(BASE, everything),
        Scenario(ASKING, everything, lists=False),
        *[Scenario(f"only {q}", frozenset(v)) for q, v in tried.items()],
        *[Scenario(f"with {q}", everything - set(v)) for q, v in tried.items()],
        *[
            Scenario(f"lists with {q}", everything - set(v), lists=False)
            for q, v in tried.items()
        ],
    ]
    outcomes = trial.outcomes(scenarios)
    standings = []
    for item in items:
        if item.rule is None:
            standings.append(_plain(item, survey[item.variable]))
            continue
        rung = _rung(outcomes[BASE][item.id], outcomes[ASKING][item.id])
        standings.append(Standing(item, rung, _losses(item, tried, outcomes)))
    gains = [_gain(q, v, standings, outcomes) for q, v in lacking.items()]
    useful = [gain for gain in gains if gain.raises or gain.found > 0]
    useful.sort(key=lambda gain: (-gain.rungs, -gain.found))
    return tuple(standings), tuple(useful)


def lacking_questions(survey: Mapping[str, Asked]) -> dict[str, tuple[str, ...]]:
    """Return the variables not asked whole, by the question that would fill them.

    Two classifications of one answer are one question: where one is whole, the
    other is not lacking.
    """
    by_question: dict[str, list[Asked]] = {}
    for asked in survey.values():
        by_question.setdefault(question_id(asked.variable), []).append(asked)
    found = {}
    for question, variables in by_question.items():
        alternatives = question.endswith(("occupation", "industry"))
        whole = [each.whole for each in variables]
        if any(whole) if alternatives else all(whole):
            continue
        found[question] = tuple(each.variable for each in variables if not each.whole)
    return found


def question_id(variable: str) -> str:
    """Return the question that fills a variable; its own name if none is worded."""
    question = question_of(variable)
    return question.id if question else variable


def _columns(items: Iterable[Item]) -> set[str]:
    rules = {item.rule.column: item.rule for item in items if item.rule}
    return set(plan_of(rules.values()).columns())


def _rung(base: Outcome, asking: Outcome) -> Rung:
    if base.whole:
        return Rung.AS_DEFINED
    if not base.found:
        return Rung.NOT_SHOWN
    if asking.whole or not (base.unknown or base.unsure):
        return Rung.WITH_NOTE
    return Rung.WITH_NOTE if not (asking.unknown or asking.unsure) else Rung.IN_PART


def _plain(item: Item, asked: Asked) -> Standing:
    if asked.state != ASKED:
        loss = Loss(question_id(item.variable), ("unknown",))
        return Standing(item, Rung.NOT_SHOWN, (loss,))
    if asked.of:
        loss = Loss(question_id(item.variable), ("unknown",))
        return Standing(item, Rung.WITH_NOTE, (loss,))
    return Standing(item, Rung.AS_DEFINED, ())


def _losses(
    item: Item,
    tried: Mapping[str, tuple[str, ...]],
    outcomes: Mapping[str, Mapping[str, Outcome]],
) -> tuple[Loss, ...]:
    base = outcomes[BASE][item.id]
    if base.whole:
        return ()
    alone = {q: outcomes[f"only {q}"][item.id] for q in tried}
    found = [
        Loss(q, _effects(o), answers=o.answers) for q, o in alone.items() if not o.whole
    ]
    if found:
        return tuple(found)
    restored = {q: outcomes[f"with {q}"][item.id] for q in tried}
    return tuple(
        Loss(
            q,
            _effects(base),
            together=True,
            answers={name: base.answers.get(name, ()) for name in tried[q]},
        )
        for q, o in restored.items()
        if o.lost < base.lost
    )


def _effects(outcome: Outcome) -> tuple[str, ...]:
    names = ("unknown", "unsure", "missed", "mistaken")
    return tuple(name for name in names if getattr(outcome, name))


def _gain(
    question: str,
    variables: tuple[str, ...],
    standings: Iterable[Standing],
    outcomes: Mapping[str, Mapping[str, Outcome]],
) -> Gain:
    raises, found = [], 0.0
    for standing in standings:
        item, now = standing.item, standing.rung
        if item.rule is None:
            then = Rung.AS_DEFINED if item.variable in variables else now
        elif f"with {question}" in outcomes:
            restored = outcomes[f"with {question}"][item.id]
            then = _rung(restored, outcomes[f"lists with {question}"][item.id])
            base = outcomes[BASE][item.id]
            found += (base.lost - restored.lost) / base.lost if base.lost else 0.0
        else:
            continue
        if then > now:
            raises.append((item.id, now, then))
    return Gain(question, variables, tuple(raises), round(found, 6))
