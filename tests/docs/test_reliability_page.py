"""The page on reliability says what the kept results say, of every trial."""

from faults.page import PAGE, RESULTS, page
from faults.results import BROKEN, KEPT, Result, read
from faults.trials import TRIALS


def test_the_page_is_made_of_the_kept_results() -> None:
    assert PAGE.read_text("utf-8") == page(read(RESULTS))


def test_every_trial_of_the_design_is_there_and_two_of_our_own() -> None:
    assert sorted(int(each.code[1:]) for each in TRIALS) == list(range(1, 20))


def test_what_was_not_kept_or_not_run_does_not_count_as_kept() -> None:
    found = Result("R1", KEPT, "a figure", 1, "2026-11-26", 2, 1.0)
    broken = Result("R2", BROKEN, "a | figure", 1, "2026-11-26", 2, 1.0)
    told = page({"R1": found, "R2": broken})
    assert "1 were kept, 1 were not, 17 could not be tried" in told
    assert "| **not kept** | a \\| figure |" in told
    assert told.count("not run yet") == 17
