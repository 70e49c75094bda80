"""The Progress page's figures as charts: what is drawn, its table, and the sentence that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cehrs_desktop.rules.progress.figures import (
    DomainProgress,
    MockPacing,
    ProgressDetails,
    ProgressReport,
    StudiedMinutes,
)
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.chart import ChartData, Ink, Level, Mark, Series, Shape
from cehrs_desktop.ui.widgets.day_grid import GridDay

_DAYS = 7


def domains_chart(domains: Sequence[DomainProgress]) -> ChartData:
    """Expected right by domain with its band, the heaviest first."""
    headers = (tr("Domain"), tr("Items"), tr("Expected"), tr("Low"), tr("High"))
    rows = []
    for each in sorted(domains, key=lambda each: (-each.domain.weight, each.domain.number)):
        stands = each.standing
        numbers = ["–"] * 3
        if stands.expected is not None and stands.band is not None:
            numbers = [f"{value:.1f}" for value in (stands.expected, stands.band.low, stands.band.high)]
        rows.append((each.domain.name, str(stands.items), *numbers))
    expected = [each.standing.expected for each in domains]
    known = [value for value in expected if value is not None]
    words = tr("A domain’s bar is filled once enough of its questions are answered.")
    if len(known) == len(expected):
        words = (
            tr("About %a of the %b scored items would be right today. The line on a bar is its 90% band.")
            .replace("%a", str(round(sum(known))))
            .replace("%b", str(sum(each.standing.items for each in domains)))
        )
    return ChartData(words, headers, tuple(rows))


def score_chart(report: ProgressReport) -> ChartData:
    """The estimated score by date with its band, the pass line, and dotted what is foretold for exam day."""
    ready = report.readiness
    headers = (tr("Date"), tr("Estimated score"), tr("Low"), tr("High"))
    if ready.now is None:
        return ChartData(_not_enough(report), headers, ())
    days = [float(past.day) for past in ready.past]
    scores = [past.points for past in ready.past]
    today = float(day_of(report.day))
    if not days or days[-1] < today:
        days, scores = [*days, today], [*scores, ready.now.points]
    series = [
        Series(
            tuple(days),
            tuple(float(score.points) for score in scores),
            low=tuple(float(score.low) for score in scores),
            high=tuple(float(score.high) for score in scores),
        )
    ]
    rows = [
        _score_row(date_of(StudyDay(int(day))), s.points, s.low, s.high) for day, s in zip(days, scores, strict=True)
    ]
    words = (
        tr("Estimated %a today, between %b and %c; the pass line is %d. Ours, unofficial.")
        .replace("%a", str(scores[-1].points))
        .replace("%b", str(scores[-1].low))
        .replace("%c", str(scores[-1].high))
        .replace("%d", str(report.pass_mark))
    )
    ends = [days[0], days[-1]]
    if ready.on_exam_day is not None and report.exam_date is not None:
        ahead, exam = ready.on_exam_day.points, float(day_of(report.exam_date))
        if exam > days[-1]:
            ys = (float(scores[-1].points), float(ahead.points))
            series.append(Series((days[-1], exam), ys, dashed=True))
            ends.append(exam)
        rows.append(_score_row(report.exam_date, ahead.points, ahead.low, ahead.high))
        words += " " + tr("Dotted: the forecast for exam day at this pace, %s.").replace("%s", str(ahead.points))
    return ChartData(
        words,
        headers,
        tuple(rows),
        series=tuple(series),
        levels=(Level(float(report.pass_mark), str(report.pass_mark)),),
        ticks=_dates(ends),
        y_range=_around(report, scores_low=min(s.low for s in scores), scores_high=max(s.high for s in scores)),
    )


def _dates(ends: list[float]) -> tuple[tuple[float, str], ...]:
    """Dates below the axis, those left out that would touch the one after them."""
    room = (ends[-1] - ends[0]) * 0.15
    apart = [end for end, after in zip(ends, [*ends[1:], None], strict=True) if after is None or after - end > room]
    return tuple((end, texts.short_date(date_of(StudyDay(int(end))))[:5]) for end in apart)


def _score_row(day: date, *numbers: int) -> tuple[str, ...]:
    return (texts.short_date(day), *(str(number) for number in numbers))


def _around(report: ProgressReport, *, scores_low: int, scores_high: int) -> tuple[float, float]:
    return min(scores_low, report.pass_mark) - 10.0, max(scores_high, report.pass_mark) + 10.0


def _not_enough(report: ProgressReport) -> str:
    return tr(
        "There is a score after one full mock, or after 150 questions never met before; %n of them are still missing."
    ).replace("%n", str(report.readiness.fresh_missing))


def pacing_chart(pacing: MockPacing | None) -> ChartData:
    """Seconds on each item of a mock; those that were not right are red, with a cross below."""
    headers = (tr("Item"), tr("Seconds"), tr("Right"))
    if pacing is None:
        return ChartData(tr("The seconds you spend on each item show here after your first full mock."), headers, ())
    numbered = list(enumerate(zip(pacing.seconds, pacing.right, strict=True), 1))
    right = [(float(n), seconds) for n, (seconds, is_right) in numbered if is_right]
    wrong = [(float(n), seconds) for n, (seconds, is_right) in numbered if not is_right]
    below = -0.04 * max(*pacing.seconds, pacing.budget)
    crosses = [(number, below) for number, _ in wrong]
    over = sum(seconds > pacing.budget for seconds in pacing.seconds)
    words = tr("%a of %b items took longer than the %c seconds there are for each. Red, with a cross below: not right.")
    return ChartData(
        words.replace("%a", str(over)).replace("%b", str(len(numbered))).replace("%c", str(round(pacing.budget))),
        headers,
        tuple((str(n), str(round(seconds)), tr("yes") if ok else tr("no")) for n, (seconds, ok) in numbered),
        series=tuple(
            Series(*_columns(points), shape=shape, ink=ink, mark=Mark.CROSS)
            for points, shape, ink in (
                (right, Shape.BARS, Ink.MAIN),
                (wrong, Shape.BARS, Ink.WARNING),
                (crosses, Shape.POINTS, Ink.WARNING),
            )
            if points
        ),
        levels=(Level(pacing.budget, tr("%n s each").replace("%n", str(round(pacing.budget)))),),
    )


def _columns(points: list[tuple[float, float]]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return tuple(x for x, _ in points), tuple(y for _, y in points)


def coming_chart(report: ProgressReport) -> ChartData:
    """Minutes of the next 30 days: all that is planned, and of it the reviews that are due already."""
    headers = (tr("Date"), tr("Reviews due, minutes"), tr("Planned, minutes"))
    coming = report.coming
    planned = [(float(n), float(day.planned)) for n, day in enumerate(coming) if day.planned is not None]
    due = [(float(n), day.reviews) for n, day in enumerate(coming)]
    total = sum(minutes for _, minutes in planned) or sum(minutes for _, minutes in due)
    words = tr("About %s in the next 30 days. Dark: reviews of cards you have met, if nothing new is added.")
    series = [Series(*_columns(planned), shape=Shape.BARS, ink=Ink.QUIET)] if planned else []
    return ChartData(
        words.replace("%s", texts.minutes(round(total))),
        headers,
        tuple(
            (texts.short_date(day.day), f"{day.reviews:.0f}", "–" if day.planned is None else str(day.planned))
            for day in coming
        ),
        series=(*series, Series(*_columns(due), shape=Shape.BARS)),
        ticks=tuple((float(n), texts.short_date(coming[n].day)[:5]) for n in (0, 10, 20, 29)),
    )


def recall_chart(details: ProgressDetails) -> ChartData:
    """Recall as it was foretold against what came."""
    headers = (tr("Foretold"), tr("Recalled"), tr("Answers"))
    if not details.recall:
        return ChartData(tr("This shows once cards have come back for review."), headers, ())
    whole = sum(figure.count for figure in details.recall)
    off = sum(figure.count * abs(figure.foretold - figure.recalled) for figure in details.recall) / whole
    points = [(figure.foretold, figure.recalled) for figure in details.recall]
    return ChartData(
        tr("Recall was foretold %a off on average, over %b.")
        .replace("%a", texts.percent(off))
        .replace("%b", texts.counted(whole, tr("1 answer"), tr("%n answers"))),
        headers,
        tuple((texts.percent(f.foretold), texts.percent(f.recalled), str(f.count)) for f in details.recall),
        series=(Series(*_columns(points), shape=Shape.POINTS),),
        ticks=((0.0, "0%"), (0.5, "50%"), (1.0, "100%")),
        y_range=(0.0, 1.0),
        diagonal=True,
    )


def hours_chart(details: ProgressDetails) -> ChartData:
    """The part of cards recalled, by hour of the day."""
    headers = (tr("Hour"), tr("Recalled"), tr("Answers"))
    if not details.hours:
        return ChartData(tr("This shows once cards have come back for review."), headers, ())
    points = [(float(hour.hour), hour.share.part) for hour in details.hours]
    return ChartData(
        tr("How many of the cards asked in each hour of the day you knew. Hours with few answers say little."),
        headers,
        tuple((f"{h.hour:02}:00", texts.percent(h.share.part), str(h.share.count)) for h in details.hours),
        series=(Series(*_columns(points), shape=Shape.BARS),),
        ticks=tuple((float(hour), f"{hour}") for hour in (0, 6, 12, 18, 23)),
        y_range=(0.0, 1.0),
    )


def grid_days(studied: tuple[StudiedMinutes, ...]) -> tuple[GridDay, ...]:
    """The days of the heatmap: a third, two thirds, and all of the day's minutes."""
    found = []
    for each in studied:
        part = each.minutes / max(each.planned, 1)
        level = 0 if each.minutes <= 0 else 1 if part < 0.34 else 2 if part < 0.9 else 3
        what = texts.minutes(round(each.minutes)) if each.minutes > 0 else tr("no study")
        if each.rest and not each.minutes:
            what = tr("a day of rest, as planned")
        found.append(GridDay(each.day, level, each.rest, f"{texts.long_date(each.day)}: {what}"))
    return tuple(found)


def grid_data(studied: tuple[StudiedMinutes, ...]) -> ChartData:
    """The heatmap's table, a row a week from Monday on, and its sentence."""
    headers = (tr("Week of"), *(texts.short_weekday(day) for day in range(_DAYS)))
    weeks = [studied[start : start + _DAYS] for start in range(0, len(studied), _DAYS)]
    return ChartData(
        grid_words(studied),
        headers,
        tuple(
            (texts.short_date(week[0].day), *(_minutes(each) for each in week), *[""] * (_DAYS - len(week)))
            for week in weeks
        ),
    )


def _minutes(each: StudiedMinutes) -> str:
    return tr("rest") if each.rest and not each.minutes else str(round(each.minutes))


def grid_words(studied: tuple[StudiedMinutes, ...]) -> str:
    """The heatmap in a sentence."""
    active = sum(each.minutes > 0 for each in studied)
    rests = sum(each.rest and not each.minutes for each in studied)
    words = tr("You studied on %a, %b in all.")
    words = words.replace("%a", texts.days(active)).replace(
        "%b", texts.minutes(round(sum(each.minutes for each in studied)))
    )
    if rests:
        words += " " + tr("Planned days of rest are good days: they have a ring.")
    return words
