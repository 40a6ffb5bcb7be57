"""What differs between SPSS, Stata and SAS files: parsers, dates, refusals.

Dates are recognised by their display format, the only place where these
programs say that a number is a date.
"""

import re
from dataclasses import dataclass

_DAYS_TO_1582 = -141_428  # 14 October 1582, origin of SPSS
_DAYS_TO_1960 = -3_653  # 1 January 1960, origin of Stata and SAS

_SPSS_DAY = re.compile(r"[AEJS]?DATE\d")
_SPSS_MOMENT = re.compile(r"(DATETIME|YMDHMS)\d")
_STATA_DAY = re.compile(r"%-?(td|d)")
_STATA_MOMENT = re.compile(r"%-?t[cC](?!HH)")
_SAS_DAY = re.compile(
    r"(DATE|WEEKDAT[EX]|DDMMYY[BCDNPS]?|MMDDYY[BCDNPS]?|YYMMDD[BCDNPS]?"
    r"|DTDATE|[BE]8601DA|IS8601DA)\d*(\.\d*)?$"
)
_SAS_MOMENT = re.compile(
    r"(DATETIME|DATEAMPM|MDYAMPM|[BE]8601DT|IS8601DT|B8601DN)\d*(\.\d*)?$"
)


@dataclass(frozen=True)
class Family:
    """What differs between the programs that write these files."""

    format: str
    day: re.Pattern[str]
    moment: re.Pattern[str]
    origin_days: int
    days_are_seconds: bool = False
    per_second: int = 1


_SPSS = Family("spss", _SPSS_DAY, _SPSS_MOMENT, _DAYS_TO_1582, days_are_seconds=True)
_STATA = Family("stata", _STATA_DAY, _STATA_MOMENT, _DAYS_TO_1960, per_second=1000)
_SAS = Family("sas", _SAS_DAY, _SAS_MOMENT, _DAYS_TO_1960)

FAMILIES = {"sav": _SPSS, "por": _SPSS, "dta": _STATA, "sas7bdat": _SAS, "xpt": _SAS}
PARSERS = {
    "sav": "sav/zsav",
    "por": "por",
    "dta": "dta",
    "sas7bdat": "sas7bdat",
    "xpt": "xport",
}
CUT_SHORT = {"sav": 9, "por": 9, "dta": 8, "xpt": 10, "sas7bdat": 10}
