"""Contract suites that others can run on their own rules, as we run them on ours."""

from headload.testing.errors import Refusal, error_page, refusals
from headload.testing.pages import spec_pages, standard_pages
from headload.testing.rules import check_rule
from headload.testing.spec import DrawnTable, Mismatch, read_spec, run_drawn

__all__ = [
    "DrawnTable",
    "Mismatch",
    "Refusal",
    "check_rule",
    "error_page",
    "read_spec",
    "refusals",
    "run_drawn",
    "spec_pages",
    "standard_pages",
]
