"""Rules of deadlines of every kind, for tests that try many."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from headload.apps.voice.rules import Fixed, Period, Relative, Rule, Side, Unit, Yearly

DAYS = st.dates(date(1950, 1, 1), date(2900, 12, 31))
TIMES = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))


def rules() -> st.SearchStrategy[Rule]:
    """Any rule, near the ends of months more often than not."""
    ends = DAYS.map(lambda day: day.replace(day=1) - timedelta(days=1))
    any_day = DAYS | ends
    return st.one_of(
        st.builds(Fixed, any_day, TIMES),
        any_day.flatmap(
            lambda day: st.builds(Yearly, st.just(day.month), st.just(day.day), TIMES),
        ),
        st.just(Yearly(2, 29)),
        st.builds(
            Relative,
            any_day,
            st.integers(0, 600),
            st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]),
            st.sampled_from(Side),
            TIMES,
        ),
        st.builds(
            Period,
            any_day,
            st.integers(1, 30),
            st.sampled_from([Unit.YEARS, Unit.MONTHS]),
            TIMES,
        ),
    )
