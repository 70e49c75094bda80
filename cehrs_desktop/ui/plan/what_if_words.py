"""What would be known on exam day, as a chart with its table and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isnan

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.study.programme import LONGEST_HORIZON
from cehrs_desktop.rules.study.what_if import WhatIf, weighted
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.chart import ChartData, Ink, Series, Shape

_BAR, _BESIDE = 0.36, 0.19
_LEAST_POINTS = 0.05


def what_if_chart(
    found: WhatIf, domains: Sequence[Domain], *, minutes: int, exam: date, is_far: bool = False
) -> ChartData:
    """Expected recall by domain, heaviest first, in both orders. `is_far`: further away than is looked ahead."""
    headers = (tr("Domain"), tr("Exam-day order"), tr("Plain due order"))
    ordered = sorted(domains, key=lambda each: (-each.weight, each.number))
    weights = {each.number: float(each.weight) for each in domains}
    with_cards = [(n, each) for n, each in enumerate(ordered) if not isnan(found.exam_day[each.number])]
    if not with_cards:
        return ChartData(tr("There are no cards to forecast."), headers, ())
    orders = (found.exam_day, found.plain)
    rows = [(each.name, *(texts.percent(order[each.number]) for order in orders)) for _, each in with_cards]
    whole = tuple(texts.percent(weighted(order, weights)) for order in orders)
    words = (
        tr(
            "With %m a day until %d you would recall %a of the cards in the exam-day order, %b in plain due order. "
            "Dark: exam-day order; light: due order. Recall of cards is no exam score."
        )
        .replace("%m", texts.minutes(minutes))
        .replace("%d", texts.full_date(exam))
        .replace("%a", whole[0])
        .replace("%b", whole[1])
    )
    if is_far:
        words += " " + tr("%s are looked ahead at most.").replace("%s", texts.days(LONGEST_HORIZON))
    return ChartData(
        words,
        headers,
        (*rows, (tr("All, by exam weight"), *whole)),
        series=tuple(
            Series(
                tuple(n + beside for n, _ in with_cards),
                tuple(order[each.number] for _, each in with_cards),
                shape=Shape.BARS,
                ink=ink,
                width=_BAR,
            )
            for order, beside, ink in zip(orders, (-_BESIDE, _BESIDE), (Ink.MAIN, Ink.QUIET), strict=True)
        ),
        ticks=tuple((float(n), _first_word(each.name)) for n, each in with_cards),
        y_range=(0.0, 1.0),
    )


def _first_word(name: str) -> str:
    return name.replace("/", " ").split(" ")[0]


def worth_of_an_hour(found: WhatIf) -> str:
    """What one more hour this week adds."""
    points = found.hour * 100
    if points < _LEAST_POINTS:
        return tr("One more hour this week would hardly add to the expected recall.")
    return tr("One more hour this week is worth about +%n points of expected recall.").replace("%n", f"{points:.1f}")
