"""The page about security is current, and answers every item of the standard."""

import re

from needs import PROJECT
from security.page import PAGE, items, kind_of, page
from security.searches import SEARCHES

PER_SECTION = {
    1: {1: 2, 2: 9, 3: 11, 4: 3, 5: 2},
    2: {1: 3, 2: 3, 3: 4, 4: 1},
    3: {2: 2, 3: 4, 4: 6, 5: 5, 7: 2},
    4: {1: 3, 2: 1, 3: 2, 4: 4},
    5: {1: 1, 2: 3, 3: 2, 4: 3},
    6: {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4},
    7: {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2},
    8: {1: 2, 2: 3, 3: 1, 4: 1},
    9: {1: 3, 2: 4},
    10: {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3},
    11: {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1},
    12: {1: 3, 2: 2, 3: 4},
    13: {1: 1, 2: 5, 3: 2, 4: 5},
    14: {1: 2, 2: 4, 3: 3},
    15: {1: 3, 2: 3, 3: 7},
    16: {1: 1, 2: 5, 3: 4, 4: 3, 5: 3},
    17: {1: 1, 2: 4, 3: 2},
}
"""How many items of levels 1 and 2 each section of ASVS 5.0.0 has; they come first."""


def test_every_item_of_levels_1_and_2_is_answered() -> None:
    due = {
        f"{chapter}.{section}.{number}"
        for chapter, sections in PER_SECTION.items()
        for section, count in sections.items()
        for number in range(1, count + 1)
    }
    assert len(due) == 253
    assert set(items()) == due
    levels = [each["level"] for each in items().values()]
    assert (levels.count(1), levels.count(2)) == (70, 183)


def test_every_test_and_search_that_is_named_is_there() -> None:
    tools = {each.tool for each in SEARCHES}
    for number, item in items().items():
        kind = kind_of(item)
        said = item[kind]
        assert said.strip(), number
        if kind == "test":
            path, _, name = said.partition("::")
            text = (PROJECT / path).read_text("utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), said
        if kind == "searched":
            assert said in tools or (PROJECT / said).is_file(), said


def test_the_page_is_current() -> None:
    # to renew it: make docs
    assert PAGE.read_text("utf-8") == page()
    assert "{{" not in page()
