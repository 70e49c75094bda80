"""A day of the plan in words: for the table, the calendar file, the print, and Today."""

from __future__ import annotations

from collections.abc import Mapping

from cehrs_desktop.activities.study_plan import DayInWords
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.progress.plan import Plan, PlanDay
from cehrs_desktop.rules.progress.plan_goal import Booking, BookingAdvice, Reason, Shortfall
from cehrs_desktop.rules.progress.plan_mocks import LAST_MOCK_DAYS
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr

SOON_DAYS = 14
Names = Mapping[DomainNumber, str]


def amounts(day: PlanDay) -> str:
    """'20 new cards, 36 reviews, 9 questions', or what the day is instead."""
    parts = []
    if day.mock is not None:
        parts.append(sitting(day))
    if day.diagnostic:
        parts.append(tr("diagnostic, %s").replace("%s", hours(day.diagnostic)))
    counts = (
        (sum(day.new_cards), tr("1 new card"), tr("%n new cards")),
        (day.reviews, tr("1 review"), tr("%n reviews")),
        (day.questions - day.practice, tr("1 question"), tr("%n questions")),
        (day.practice, "", tr("a practice set of %n")),
    )
    parts += [texts.counted(count, one, many) for count, one, many in counts if count]
    if day.last_hours:
        parts.append(tr("the sheet of numbers, the checklist for exam morning"))
    if parts:
        return ", ".join(parts)
    return tr("a day of rest, as planned") if day.day_off else tr("nothing planned")


def sitting(day: PlanDay) -> str:
    """'full mock exam, 2 h 5 min', with its part and lockdown."""
    mock = day.mock
    assert mock is not None, "only days with a mock are asked for"
    words = (
        tr("full mock exam, %s") if mock.part is None else tr("mock exam, part %p, %s").replace("%p", str(mock.part))
    ).replace("%s", hours(mock.minutes))
    return tr("%s, under lockdown").replace("%s", words) if mock.lockdown else words


def time(day: PlanDay) -> str:
    """'15 min: cards 12 min, questions 3 min', with only what there is and numbers kept whole; '–' without a minute."""
    if not day.all_minutes:
        return "–"
    parts = [
        words.replace("%s", hours(minutes).replace(" ", "\u00a0"))
        for words, minutes in ((tr("cards %s"), day.card_minutes), (tr("questions %s"), day.question_minutes))
        if minutes
    ]
    return tr("%a: %b").replace("%a", hours(day.all_minutes)).replace("%b", ", ".join(parts))


def hours(minutes: int) -> str:
    """'2 h 5 min', '50 min'."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return tr("%n min").replace("%n", str(rest))
    if not rest:
        return tr("%n h").replace("%n", str(whole))
    return tr("%h h %m min").replace("%h", str(whole)).replace("%m", str(rest))


def next_in(plan: Plan) -> tuple[str, str]:
    """The next sitting if it comes within two weeks, else tomorrow: a headline and a line on it."""
    upcoming = plan.next_mock
    if upcoming is not None and (upcoming.day - plan.days[0].day).days <= SOON_DAYS:
        assert upcoming.mock is not None, "it is the next one with a mock"
        detail = (
            tr("Your long-sitting day, with room check as at home")
            if upcoming.mock.lockdown and upcoming.mock.part is None
            else tr("Your long-sitting day")
            if upcoming.mock.part is None
            else tr("One part a day, within your minutes")
        )
        return f"{texts.long_date(upcoming.day)} — {sitting(upcoming)}", detail
    if len(plan.days) > 1:
        tomorrow = plan.days[1]
        return f"{texts.long_date(tomorrow.day)} — {amounts(tomorrow)}", ""
    return tr("Tomorrow is your exam"), amounts(plan.days[0])


def first_domains(day: PlanDay, names: Names) -> str:
    """The domains the day puts first."""
    return ", ".join(names[domain] for domain in day.focus) if day.minutes else "–"


def as_entries(plan: Plan, names: Names) -> list[DayInWords]:
    """The days with something to do, and the exam, for a calendar."""
    entries = []
    for day in plan.days:
        if not day.all_minutes:
            continue
        title = tr("CEHRS: %s").replace("%s", sitting(day) if day.mock else hours(day.all_minutes))
        text = f"{time(day)}\n{amounts(day)}"
        if day.minutes:
            text += "\n" + tr("First: %s").replace("%s", first_domains(day, names))
        entries.append(DayInWords(day.day, "day", title, text))
    return [*entries, DayInWords(plan.exam, "exam", tr("CEHRS exam"), "")]


def goal(shortfall: Shortfall | None, *, no_mock: bool, early_last_mock: int | None = None) -> str:
    """Whether all of it fits, and what would change that; `early_last_mock` in days before the exam."""
    lines = []
    if shortfall is None:
        lines.append(tr("All cards fit before the exam."))
    else:
        lines.append(
            tr("This won’t all fit: %s would not be met before the exam.").replace("%s", texts.cards(shortfall.cards))
        )
        ways = _ways(shortfall)
        lines.append(
            tr("What would change that: %s.").replace("%s", tr(" or ").join(ways))
            if ways
            else tr("Nothing alone would change that; keep to the core cards first, they come first anyway.")
        )
    if no_mock:
        lines.append(
            tr("There is no room for a mock exam: tick a day with a long sitting, or plan days of 25 minutes and more.")
        )
    if early_last_mock is not None:
        lines.append(
            tr(
                "The last mock exam is %n days before your exam, earlier than the %a to %b we advise: "
                "none of those days has room for it."
            )
            .replace("%n", str(early_last_mock))
            .replace("%a", str(LAST_MOCK_DAYS[0]))
            .replace("%b", str(LAST_MOCK_DAYS[1]))
        )
    return " ".join(lines)


def _ways(short: Shortfall) -> list[str]:
    ways = []
    if short.more_minutes is not None:
        ways.append(tr("%s more each day").replace("%s", texts.minutes(short.more_minutes)))
    if short.new_per_day is not None:
        ways.append(tr("up to %n new cards a day (Settings)").replace("%n", str(short.new_per_day)))
    if short.later_exam is not None:
        ways.append(tr("an exam from %s on").replace("%s", texts.full_date(short.later_exam)))
    if short.core_fits:
        ways.append(tr("the core cards only, which all fit"))
    return ways


def booking(advice: BookingAdvice) -> str:
    """Keep or move the date, with the reasons."""
    told = {
        Booking.KEEP: tr("Keep the date:"),
        Booking.YOURS: tr("Keep or move the date, your call:"),
        Booking.RESCHEDULE: tr("We would move the date:"),
    }[advice.booking]
    reasons = {
        Reason.ABOVE: tr("your forecast for exam day lies above the pass line."),
        Reason.BELOW: tr("your forecast for exam day lies below the pass line."),
        Reason.LIKELY: tr("by our estimate you are more likely to pass than not, by a good deal."),
        Reason.UNLIKELY: tr("by our estimate passing is less likely than not."),
        Reason.TOO_CLOSE: tr("the forecast is too close to call."),
        Reason.NOTHING_KNOWN: tr("there are too few answers to say; sit a mock exam first."),
        Reason.CORE_MISSING: tr("some core cards were never met."),
        Reason.NO_MOCK: tr("no mock exam was sat yet."),
    }
    return " ".join([told, *(reasons[reason] for reason in advice.reasons)])
