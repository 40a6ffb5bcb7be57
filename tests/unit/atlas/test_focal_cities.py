"""What the notes on the focal cities name is in the maps, or the maps say why not."""

import pytest

from headload.measure.harmonise import load_survey
from headload.testing.focal import CITIES, Named, columns_read, named_items


@pytest.mark.parametrize("item", named_items(), ids=lambda i: f"{i.survey}-{i.named}")
def test_a_named_item_is_read_where_the_table_says(item: Named) -> None:
    survey = load_survey(item.survey)
    if item.where:
        assert item.column.lower().split(",")[0] in columns_read(survey, item.where)
    else:
        assert len(item.why) > 10


def test_every_survey_of_every_focal_city_is_in_the_table() -> None:
    surveys = {survey for each in CITIES.values() for survey in each}
    assert {item.survey for item in named_items()} == surveys
    countries = {load_survey(survey).country for survey in surveys}
    assert countries == {"GHA", "SEN", "IND", "PER", "MEX"}
