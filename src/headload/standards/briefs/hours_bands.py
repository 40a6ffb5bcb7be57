"""Weekly hours in bands: usual hours and hours actually worked stay apart."""

from headload.standards import sources
from headload.standards.variable import variable
from headload.standards.words import Number, Text, above, at_least, first_match
from headload.terms import codelist

_BANDS = codelist("hours_band")
_CITE = (sources.ILO_HOURS, sources.methods("4, table T14"))


@variable(label="Band of usual hours", unit="job", codes=_BANDS, cite=_CITE)
def usual_hours_band(usual_hours: Number) -> Text:
    """Under 15, 15 to 34, 35 to 48, and over 48 usual hours a week.

    Over 48 hours is what the ILO calls excessive; part hours lie in the band that
    they have reached (34.5 hours are under 35).
    """
    return _band(usual_hours)


@variable(label="Band of actual hours", unit="job", codes=_BANDS, cite=_CITE)
def actual_hours_band(actual_hours: Number) -> Text:
    """Under 15, 15 to 34, 35 to 48, and over 48 hours worked in the week.

    Those absent all week worked 0 hours and are under 15.
    """
    return _band(actual_hours)


def _band(hours: Number) -> Text:
    return first_match(
        (above(hours, 48), "over-48"),
        (at_least(hours, 35), "35-48"),
        (at_least(hours, 15), "15-34"),
        (~at_least(hours, 15), "under-15"),
    )
