"""The tests of the site pass on PostgreSQL too, in a server of their own."""

from apps.postgresql import ran_on, running

NEVER = (
    "*in_a_browser.py",
    "test_on_postgresql.py",
    "test_backup.py",
    "test_representation_in_ecuador.py",
    "test_rights_*.py",
    "test_withdrawn_is_gone.py",
    "test_harvest.py",
    "test_examples.py",
    "test_offline.py",
    "test_network_readers.py",
    "test_versions_before.py",
)
"""What says nothing of a database: what needs a browser, this file, backups and sites
of versions before, whose own tests move a site to PostgreSQL and back, Ecuador's site,
whose database must be its own, who may open which of 600 addresses, which is decided
before a database is asked, crawls after a withdrawal, and what reads answers of other
machines, workbooks and files."""
ASKED_BY_OTHERS = (
    "test_demands.py",
    "test_laws_brought_in.py",
    "test_library.py",
    "test_lists_of_the_ilo.py",
    "test_network_import.py",
    "test_organisations.py",
    "test_own_wins.py",
    "test_pages_of_the_site.py",
    "test_papers_at_once.py",
    "test_programmes.py",
    "test_representation.py",
    "test_representation_of_the_seed.py",
    "test_running_a_site.py",
)
"""Four tenths of the time and one in 20 of the kinds of statements that are sent, as
counted in November 2026; the other files send the rest. R19 of `make faults` runs these
too."""


def test_the_tests_of_the_site_pass_on_postgresql() -> None:
    with running() as server:
        ran = ran_on(server, (*NEVER, *ASKED_BY_OTHERS))
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert " passed" in ran.stdout
