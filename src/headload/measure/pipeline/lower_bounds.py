"""Worker groups where it is unknown for some whether they belong to them.

Those known to belong are counted, so a number is a lower bound. A share must be of
the same people: whoever is unknown stays in the population that it is a share of,
as one not seen to belong (decision 3). A release says for how many this is so.
"""

from collections.abc import Mapping
from dataclasses import replace

from headload.measure.pipeline.known import unknown_shares
from headload.measure.pipeline.words import Words
from headload.terms import Persons, codelist

WORTH_SAYING = 0.0005


def with_groups_as_seen(
    persons: Persons, words: Words, names: Mapping[str, str]
) -> tuple[Persons, tuple[str, ...]]:
    """Return records in which a worker group holds those seen to belong.

    Parameters
    ----------
    persons
        Records with the rules derived.
    names
        Column by word of what the records can show.

    Returns
    -------
    tuple
        The records; and a sentence for each group that is a lower bound.
    """
    groups = {name: words.rules[name].column for name in codelist("worker_group").codes}
    shown = {
        word: column
        for word, column in {**groups, **words.any_job}.items()
        if names.get(word) == column
    }
    table = persons.table
    unknown = unknown_shares(persons, words, shown)
    seen = {
        column: table[column].fill_null(False)
        for word, column in shown.items()
        if unknown[word]
    }
    said = tuple(
        f"{word} is unknown for {100 * share:.1f} % of the employed: its number and "
        "its share are lower bounds"
        for word, share in unknown.items()
        if share >= WORTH_SAYING
    )
    return (replace(persons, table=table.mutate(**seen)) if seen else persons), said
