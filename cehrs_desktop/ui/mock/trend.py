"""The scores of the exams sat so far, by date, as a chart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cehrs_desktop.rules.exam.reports import PastSitting
from cehrs_desktop.rules.exam.scoring import ScaledScore
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.exam.words import numbered_title
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.chart import ChartData, Ink, Level, Mark, Series, Shape

FEWEST_EXAMS = 2
"""One score is no trend."""

_ROOM = 10.0
"""Scaled points left free above and below."""

_Point = tuple[float, PastSitting, ScaledScore]


def trend_chart(past: Sequence[PastSitting], *, pass_mark: int) -> ChartData | None:
    """Estimated scores of the full mocks with their bands, oldest first; None before there are FEWEST_EXAMS of them."""
    points = [
        (_day(each.ended_at), each, each.result.numbers.scaled) for each in past if each.result.numbers is not None
    ]
    if len(points) < FEWEST_EXAMS:
        return None
    points.sort(key=lambda point: point[0])
    real = [point for point in points if not point[1].result.departures]
    other = [point for point in points if point[1].result.departures]
    way = Series(tuple(x for x, _, _ in points), tuple(float(score.points) for _, _, score in points), ink=Ink.QUIET)
    marks = [_marked(some, mark) for some, mark in ((real, Mark.DISC), (other, Mark.DIAMOND)) if some]
    dates = {texts.short_date(texts.local_day(sat.ended_at))[:5]: x for x, sat, _ in reversed(points)}
    return ChartData(
        _words(points, pass_mark=pass_mark, any_other=bool(other)),
        (tr("Exam"), tr("Date"), tr("Estimated score"), tr("Low"), tr("High"), tr("Under exam conditions")),
        tuple(_row(sat, score) for _, sat, score in points),
        series=(way, *marks),
        levels=(Level(float(pass_mark), str(pass_mark)),),
        ticks=tuple((x, day) for day, x in reversed(dates.items())),
        y_range=(
            min(pass_mark, *(score.low for _, _, score in points)) - _ROOM,
            max(pass_mark, *(score.high for _, _, score in points)) + _ROOM,
        ),
    )


def _day(moment: datetime) -> float:
    """A moment in days, so that two exams of one day stand side by side."""
    return moment.timestamp() / timedelta(days=1).total_seconds()


def _marked(points: Sequence[_Point], mark: Mark) -> Series:
    return Series(
        tuple(x for x, _, _ in points),
        tuple(float(score.points) for _, _, score in points),
        shape=Shape.POINTS,
        low=tuple(float(score.low) for _, _, score in points),
        high=tuple(float(score.high) for _, _, score in points),
        mark=mark,
    )


def _row(sat: PastSitting, score: ScaledScore) -> tuple[str, ...]:
    return (
        numbered_title(sat.kind, sat.number),
        texts.short_date(texts.local_day(sat.ended_at)),
        *(str(number) for number in (score.points, score.low, score.high)),
        tr("no") if sat.result.departures else tr("yes"),
    )


def _words(points: Sequence[_Point], *, pass_mark: int, any_other: bool) -> str:
    last = points[-1][2]
    words = (
        tr("Oldest first: %s. The last one's 90% band is %b to %c; the pass line is %d. Ours, unofficial.")
        .replace("%s", ", ".join(str(score.points) for _, _, score in points))
        .replace("%b", str(last.low))
        .replace("%c", str(last.high))
        .replace("%d", str(pass_mark))
    )
    if any_other:
        words += " " + tr("A hollow diamond: not sat under exam conditions.")
    return words
