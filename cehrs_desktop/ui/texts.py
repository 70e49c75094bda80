"""How facts read on the screen: intervals, dates, durations, domain names."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from cehrs_desktop.errors import UserError

_US = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def tr(text: str, count: int = -1) -> str:
    """A text of this module in the learner's language; `%n` is the count."""
    return QCoreApplication.translate("Texts", text, None, count)


def told(error: UserError) -> str:
    """The error's sentence in the learner's language, filled in."""
    sentence = QCoreApplication.translate("UserError", error.sentence)
    return sentence.format(**error.details) if error.details else sentence


def local_day(moment: datetime) -> date:
    """The calendar day of a moment where the computer is."""
    return moment.astimezone().date()


def long_date(day: date) -> str:
    """'Sunday, January 3'."""
    return _US.toString(_qdate(day), "dddd, MMMM d")


def full_date(day: date) -> str:
    """'January 3, 2027'."""
    return _US.toString(_qdate(day), "MMMM d, yyyy")


def short_weekday(day: int) -> str:
    """'Mon' for 0."""
    return _US.dayName(day + 1, QLocale.FormatType.ShortFormat)


def short_date(day: date) -> str:
    """'01/03/2027'."""
    return _US.toString(_qdate(day), "MM/dd/yyyy")


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def days(count: int) -> str:
    """'1 day', '8 days'."""
    return counted(count, tr("1 day"), tr("%n days"))


def cards(count: int) -> str:
    """'1 card', '44 cards'."""
    return counted(count, tr("1 card"), tr("%n cards"))


def questions(count: int) -> str:
    """'1 question', '6 questions'."""
    return counted(count, tr("1 question"), tr("%n questions"))


def minutes(count: int) -> str:
    """'1 minute', '20 minutes'."""
    return counted(count, tr("1 minute"), tr("%n minutes"))


def counted(count: int, one: str, many: str) -> str:
    """The form for this count, with the number in it."""
    return one if count == 1 else many.replace("%n", _US.toString(count))


def interval(whole_days: int | None, delay: timedelta | None) -> str:
    """When a card comes back: 'again in 10 min', 'again tomorrow', 'again in 8 days', 'again in 2.3 months'."""
    if delay is not None:
        count = max(round(delay.total_seconds() / 60), 1)
        return tr("again in %n min").replace("%n", str(count)) if count < 60 else _hours(count / 60)
    assert whole_days is not None, "an outcome has days or a delay"
    if whole_days == 1:
        return tr("again tomorrow")
    return tr("again in %n days").replace("%n", _US.toString(whole_days))


def _hours(count: float) -> str:
    return tr("again in %n h").replace("%n", f"{count:.1f}".removesuffix(".0"))


def clock(seconds: float) -> str:
    """'1:16:42'."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def exam_file_name(number: int) -> str:
    """What a report is called when it is saved."""
    return tr("CEHRS practice exam %n").replace("%n", str(number))


def percent(share: float) -> str:
    """'81%'."""
    return f"{round(share * 100)}%"
