"""Every search, the quick ones first."""

from security.advisories import known_weaknesses
from security.code import bandit, semgrep
from security.deployed import deployed
from security.search import Search
from security.visits import schemathesis, sqlmap, wapiti

SEARCHES = (
    Search("django", "the settings of a served site (check --deploy)", deployed),
    Search("bandit", "calls in the code that often are weak", bandit),
    Search("semgrep", "our own rules on the code", semgrep),
    Search("advisories", "known weaknesses of the locked packages", known_weaknesses),
    Search(
        "schemathesis", "questions made from the API's own description", schemathesis
    ),
    Search("sqlmap", "SQL through every parameter that readers give", sqlmap),
    Search("wapiti", "scripts, paths, headers on the pages of a site", wapiti),
)
