"""Dates and times of day as options, read as the app reads them; errors become click's errors."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

import click

from runstrength import date_input
from runstrength.date_input import DateError, TypedMoment
from runstrength.dates import day_of, local_now

T = TypeVar("T")


def date_from_option(text: str) -> date:
    """Return the date of an option.

    Raises:
        BadParameter: it is not a date.
    """
    return _read(lambda: date_input.read_date(text, _today(), _order()))


def moment_from_option(text: str) -> TypedMoment:
    """Return the date, the time of day, or both, of an option.

    Raises:
        BadParameter: it is neither.
    """
    return _read(lambda: date_input.read_moment(text, _today(), _order()))


def start_time(typed: TypedMoment, now: datetime, length: timedelta) -> datetime:
    """Return when something of a given length started; see `date_input.start_time`.

    Raises:
        UsageError: it is in the future, or does not exist.
    """
    return as_date_option(lambda: date_input.start_time(typed, now, length))


def as_date_option(make: Callable[[], T]) -> T:
    """Return the result of `make`; a DateError becomes a usage error of `--date`.

    Raises:
        UsageError: the date is in the future, or does not exist.
    """
    try:
        return make()
    except DateError as error:
        raise click.UsageError(f"--date: {error}") from None


def _today() -> date:
    return day_of(local_now())


def _order() -> str:
    from runstrength.cli.profile_data import profile_settings

    return date_input.date_order(profile_settings().date_order, os.environ)


def _read(read: Callable[[], T]) -> T:
    try:
        return read()
    except DateError as error:
        raise click.BadParameter(str(error)) from None
