"""Words that are unknown for too many workers to be published.

A share is among those of whom the answer is known. Where half of the employed are
unknown it describes the other half, so from the limit on (decision 3) the word is
left out and the release says so.
"""

from collections.abc import Mapping

from headload.measure.derive import millionths
from headload.measure.pipeline.words import DEFINITIONS, Words
from headload.terms import Persons

LARGEST_UNKNOWN_SHARE = 0.05
INFORMAL = "informal_job"
OF_FEW = ("reason_17_21", "sector_reason_17_21")  # only what moved has a reason
OF_PERSONS = ("employed_13", "employed_19")


def too_little_known(
    persons: Persons, words: Words, names: Mapping[str, str]
) -> dict[str, float]:
    """Return the words unknown for too many of the employed, with that share.

    Parameters
    ----------
    persons
        Records with the rules derived.
    words
        Only `further` words and `informal_job` are judged; worker groups have rules
        of their own.
    names
        Column by word: what an office's own variable gives is not judged.

    Returns
    -------
    dict
        Weighted share of the employed, by word.
    """
    judged = {
        word: rule.column
        for word, rule in words.further.items()
        if word not in (*OF_FEW, *OF_PERSONS, *DEFINITIONS)
    }
    informal = words.rules[INFORMAL].column
    if names.get(INFORMAL) == informal:
        judged[INFORMAL] = informal
    shares = unknown_shares(persons, words, judged)
    return {
        word: share for word, share in shares.items() if share >= LARGEST_UNKNOWN_SHARE
    }


def unknown_shares(
    persons: Persons, words: Words, columns: Mapping[str, str]
) -> dict[str, float]:
    """Return by word the weighted share of the employed of whom it is unknown."""
    if not columns:
        return {}
    employed = persons.table.filter(persons.table[words.rules["employed"].column])
    weight = millionths(employed.weight)
    weights = employed.aggregate(
        employed__=weight.sum(),
        **{
            word: weight.sum(where=employed[column].isnull())
            for word, column in columns.items()
        },
    )
    found = weights.to_pyarrow().to_pylist()[0]
    every = float(found["employed__"] or 1.0)
    return {word: float(found[word] or 0.0) / every for word in columns}


def said_of(shares: dict[str, float]) -> tuple[str, ...]:
    """Return a sentence for each word that is left out."""
    return tuple(
        f"{word} is unknown for {100 * share:.1f} % of the employed and is left out"
        for word, share in shares.items()
    )
