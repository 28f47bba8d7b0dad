"""Periods in the calendar.

Belongs here: what a number of calendar months after a day is, and the last day that a date can mean. Does not
belong here: which period applies.
"""

import calendar
import datetime as dt

from catalogue.vocabulary import Precision


def after(day: dt.date, *, months: int) -> dt.date:
    """Return the same day so many calendar months later, or the last day of a month that is too short for it."""
    counted = day.month - 1 + months
    year, month = day.year + counted // 12, counted % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_possible(published: dt.date, precision: Precision) -> dt.date:
    """Return the last day that a date of a precision can mean."""
    if precision is Precision.DAY:
        return published
    if precision is Precision.MONTH:
        return published.replace(day=calendar.monthrange(published.year, published.month)[1])
    return published.replace(month=12, day=31)
