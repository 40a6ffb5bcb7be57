"""What a survey cannot tell about the difference between editions, in sentences.

Where a question was not asked, the two editions agree by construction: that is a
fact about the questionnaire and must not be read as one about the country.
"""

from headload.measure.pipeline.words import Words
from headload.terms import Persons

NOT_TOLD = {
    "one_main_client": (
        "Dependence on a client was not asked: dependent contractors are counted as "
        "own-account workers or employees"
    ),
    "market_destination": (
        "The destination of products was not asked: units that produce mainly for own "
        "use are counted as market units"
    ),
}
FAMILY = (
    "Insurance was not asked of contributing family workers: all of their jobs count "
    "as informal"
)


def edition_notes(persons: Persons, words: Words) -> tuple[str, ...]:
    """Return a sentence for each question that the 21st ICLS needs and nobody asked.

    Parameters
    ----------
    persons
        Records with the rules derived.
    words
        Nothing is said of a release in which no word is of the 21st ICLS.
    """
    of_21 = words.standard == "icls21" or any("21" in word for word in words.further)
    if not of_21:
        return ()
    notes = [note for name, note in NOT_TOLD.items() if name in persons.not_asked]
    if not _family_workers_asked(persons, words):
        notes.append(FAMILY)
    return (*words.notes, *notes)


def _family_workers_asked(persons: Persons, words: Words) -> bool:
    table = persons.table
    status = table[words.rules["status_in_employment"].column]
    answered = table.employer_pays_social_insurance.isin(["yes", "no"])
    family = status == "contributing_family_worker"
    return bool((family & answered).any().to_pyarrow().as_py())
