"""Why one record has its value."""

from collections.abc import Callable

import pytest

from headload.errors import WrongUse
from headload.measure.derive import derive, why
from headload.standards import icls17
from headload.terms import Persons

Maker = Callable[..., Persons]

SEAMSTRESS = {
    "person_id": "17",
    "household_id": "4",
    "status_answered": "employee",
    "institutional_sector": "corporation",
    "employer_pays_social_insurance": "dont_know",
}
SPOUSE = {"person_id": "18", "household_id": "4", "status_answered": "employer"}


def test_the_last_step_is_the_answer_and_names_its_source(persons_of: Maker) -> None:
    trace = why(
        persons_of([SEAMSTRESS, SPOUSE]),
        icls17.informal_job,
        row={"person_id": "17"},
    )
    *_, last = trace
    assert trace.value is True
    assert last.variable is icls17.informal_job
    assert last.inputs["job_node"] == "J2"
    assert last.inputs["sector_of_unit"] == "formal_sector"
    assert "paragraph 3" in " ".join(str(citation) for citation in last.cite)


def test_a_trace_shows_the_national_choice_that_was_taken(persons_of: Maker) -> None:
    persons = persons_of([SEAMSTRESS], social_insurance_dont_know="not_asked")
    trace = why(persons, icls17.social_insurance, row={"person_id": "17"})
    step = next(iter(trace))
    assert step.inputs == {
        "employer_pays_social_insurance": "dont_know",
        "social_insurance_dont_know": "not_asked",
    }
    assert step.value == "not_asked"


def test_the_text_reads_from_the_questions_to_the_answer(persons_of: Maker) -> None:
    trace = why(persons_of([SEAMSTRESS]), icls17.informal_job, row={"person_id": "17"})
    text = trace.text()
    assert text.startswith("1. ")
    assert "Informal job (17th ICLS) [icls17.informal_job]: yes" in text
    assert "sick_leave: not known" in text
    assert text.index("icls17.institution]") < text.index("icls17.sector_node]")
    assert "(to be confirmed against the text)" in text


def test_derived_records_give_the_same_trace(persons_of: Maker) -> None:
    persons = persons_of([SEAMSTRESS])
    row = {"person_id": "17"}
    fresh = why(persons, icls17.informal_job, row=row)
    later = why(derive(persons, [icls17.informality]), icls17.informal_job, row=row)
    assert later == fresh


@pytest.mark.parametrize(
    "row",
    [{"household_id": "4"}, {"person_id": "99"}],
    ids=["several records", "no record"],
)
def test_exactly_one_record_is_explained(
    persons_of: Maker, row: dict[str, str]
) -> None:
    persons = persons_of([SEAMSTRESS, SPOUSE])
    with pytest.raises(WrongUse, match="HL-DERIVE-07") as refusal:
        why(persons, icls17.institution, row=row)
    assert not set(row.values()) & set(refusal.value.where.split())


def test_a_record_is_named_by_columns_that_exist(persons_of: Maker) -> None:
    with pytest.raises(WrongUse, match="HL-DERIVE-06") as refusal:
        why(persons_of([SPOUSE]), icls17.institution, row={"person": "18"})
    assert "person_id" in refusal.value.to_do


def test_a_record_without_a_name_is_refused(persons_of: Maker) -> None:
    with pytest.raises(WrongUse, match="no column given"):
        why(persons_of([SPOUSE]), icls17.institution, row={})
