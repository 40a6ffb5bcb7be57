"""Contract suites that others can run on their own rules, as we run them on ours."""

from headload.testing.atlas_pages import atlas_pages, write_atlas_pages
from headload.testing.errors import Refusal, error_page, refusals
from headload.testing.pages import spec_pages, standard_pages
from headload.testing.rules import check_rule
from headload.testing.spec import DrawnTable, Mismatch, read_spec, run_drawn
from headload.testing.surveys import MapTrial, check_survey_map, write_survey_file

__all__ = [
    "DrawnTable",
    "MapTrial",
    "Mismatch",
    "Refusal",
    "atlas_pages",
    "check_rule",
    "check_survey_map",
    "error_page",
    "read_spec",
    "refusals",
    "run_drawn",
    "spec_pages",
    "standard_pages",
    "write_atlas_pages",
    "write_survey_file",
]
