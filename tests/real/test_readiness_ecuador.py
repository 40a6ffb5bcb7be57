"""With Ecuador's file, readiness says who was in fact asked."""

from headload.measure.readiness import observe
from needs import real_data

EMPLOYEES = frozenset({"employee", "domestic_employee"})


def test_the_file_shows_who_was_asked_and_how_much_stays_unknown() -> None:
    file = real_data("ecuador-enemdu-2021q1/enemdu_2021q1_spss.zip")
    seen = observe(file, "ecu/enemdu/2021q1")
    assert seen.asked_of["employer_pays_social_insurance"] == EMPLOYEES
    assert "domestic_employee" not in seen.asked_of["registration"]
    assert "place_of_work" not in seen.asked_of
    assert seen.unknown["domestic_worker"] == 0.0
    assert seen.unknown["market_trader"] > 10
    assert seen.unknown["informal_job"] < 1
