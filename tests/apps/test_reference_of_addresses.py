"""The reference of addresses says what the site answers."""

from apps.conftest import Site
from headload.testing.addresses import address_page, addresses, operations
from needs import PROJECT


def test_the_page_of_addresses_is_current(site: Site) -> None:
    # to renew it: make docs
    page = PROJECT / "docs" / "reference" / "addresses.md"
    assert page.read_text("utf-8") == address_page()


def test_an_address_is_written_as_a_person_asks_it(site: Site) -> None:
    paths = {each.path for each in addresses()}
    assert (
        "/en/numbers/<place>/<indicator>.{csv,xlsx,json,sdmx.csv,sdmx.xml,svg}" in paths
    )
    assert "/en/e/<estimate_id>[@<release_id>]" in paths
    assert not [path for path in paths if set(path) & set("()?\\^$*")]


def test_what_the_reference_says_of_the_api_answers(site: Site) -> None:
    lists = [path for path in operations() if "{" not in path]
    assert len(lists) > 5
    for path in lists:
        assert site.client.get(path).status_code == 200, path
