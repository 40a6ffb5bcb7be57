"""Who makes each survey of the atlas, for the site, which does not read maps."""

import csv
from io import StringIO
from pathlib import Path

import headload
from headload.measure.harmonise import load_survey, survey_editions

FILE = Path(headload.__file__).parent / "apps" / "explorer" / "producers.csv"
HEADER = ("place", "series", "producer", "en", "es", "fr", "first", "last")


def producers_csv() -> str:
    """Return the text of the site's list: a row a series of each country."""
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for edition in survey_editions():
        periods = [each.rpartition("/")[2] for each in edition.ids]
        survey = load_survey(edition.ids[-1])
        key = (survey.country.lower(), survey.series)
        known = rows.get(key)
        first, last = (known[-2], known[-1]) if known else (periods[0], periods[-1])
        titles = [survey.title[language] for language in ("en", "es", "fr")]
        first, last = min(first, periods[0]), max(last, periods[-1])
        rows[key] = (*key, survey.producer, *titles, first, last)
    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows[key] for key in sorted(rows))
    return made.getvalue()
