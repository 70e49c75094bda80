"""`cehrs-desktop plan`: prints the study plan of a learner who begins now."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cehrs_desktop import paths
from cehrs_desktop.errors import UserError

if TYPE_CHECKING:
    from cehrs_desktop.rules.progress.plan import Plan, PlanDay
    from cehrs_desktop.rules.progress.plan_choices import PlanChoices

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def plan(
    exam_date: Annotated[str, typer.Option(help="Year-month-day, such as 2027-01-27.")],
    minutes: Annotated[int, typer.Option(min=1, max=600, help="Minutes a day, questions included.")],
    long_days: Annotated[
        str, typer.Option(help="Weekdays with room for a whole mock at a stretch, such as sat,sun.")
    ] = "",
    weekdays: Annotated[str, typer.Option(help="Minutes of weekdays that differ, such as sat=60,sun=0.")] = "",
    background: Annotated[str, typer.Option(help="not-said, medical-office, career-changer or student.")] = "not-said",
    at_home: Annotated[bool, typer.Option("--at-home", help="The exam is taken at home, remotely proctored.")] = False,
    today: Annotated[str, typer.Option(help="The day the plan begins.  [default: today]")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Print the study plan of a learner who begins now. Your file isn't read."""
    from cehrs_desktop.activities.content_packs import shipped_pack
    from cehrs_desktop.activities.study_plan import check_exam_date, fresh_facts
    from cehrs_desktop.content.blueprint_reader import read_blueprint
    from cehrs_desktop.content.pack_reader import read_pack
    from cehrs_desktop.rules.preferences import ExamPlace, Preferences
    from cehrs_desktop.rules.progress.plan import plan as planned
    from cehrs_desktop.rules.study.settings import StudySettings

    begins = _date(today) if today else datetime.now().astimezone().date()
    exam = _date(exam_date)
    check_exam_date(exam, today=begins)
    preferences = Preferences(
        exam_date=exam,
        place=ExamPlace.HOME if at_home else ExamPlace.NOT_SURE,
        study=StudySettings(minutes_per_day=minutes),
        plan=_choices(long_days, weekdays, background),
    )
    blueprint = read_blueprint(paths.resources_dir() / "blueprint.toml")
    facts = fresh_facts(read_pack(shipped_pack()), blueprint, preferences, today=begins, exam_date=exam)
    made = planned(facts)
    typer.echo(json.dumps(as_written(made), indent=1) if as_json else "\n".join(as_lines(made)))


def as_written(made: Plan) -> dict[str, Any]:
    """The plan in plain values; lists by domain go by official number, 1 to 5."""
    short = made.shortfall
    return {
        "exam_date": made.exam.isoformat(),
        "wanted_shares": [round(share, 4) for share in made.wanted],
        "minutes_by_domain": list(made.minutes_by_domain),
        "shortfall": None
        if short is None
        else {
            "cards": short.cards,
            "more_minutes": short.more_minutes,
            "later_exam": None if short.later_exam is None else short.later_exam.isoformat(),
            "new_per_day": short.new_per_day,
            "core_fits": short.core_fits,
        },
        "no_mock": made.no_mock,
        "days": [_day(day) for day in made.days],
    }


def _day(day: PlanDay) -> dict[str, Any]:
    mock = day.mock
    return {
        "date": day.day.isoformat(),
        "phase": day.phase.name.lower(),
        "minutes": day.all_minutes,
        "card_minutes": day.card_minutes,
        "question_minutes": day.question_minutes,
        "study_minutes": day.minutes,
        "minutes_by_domain": list(day.by_domain),
        "domains": [n for n, share in enumerate(day.by_domain, 1) if share],
        "new_cards": sum(day.new_cards),
        "new_cards_by_domain": list(day.new_cards),
        "reviews": day.reviews,
        "questions": day.questions,
        "diagnostic_minutes": day.diagnostic,
        "mock": None
        if mock is None
        else {"number": mock.number, "part": mock.part, "minutes": mock.minutes, "lockdown": mock.lockdown},
        "last_48_hours": day.last_hours,
    }


def as_lines(made: Plan) -> list[str]:
    """A line for each day, and what doesn't fit."""
    lines = [f"{'Day':12}{'min':>5}{'new':>5}{'reviews':>9}{'questions':>11}  sitting"]
    for day in made.days:
        sitting = f"diagnostic, {day.diagnostic} min" if day.diagnostic else ""
        if day.mock is not None:
            part = "" if day.mock.part is None else f", part {day.mock.part}"
            sitting = f"mock {day.mock.number}{part}, {day.mock.minutes} min"
        new = sum(day.new_cards)
        amounts = f"{day.all_minutes:>5}{new:>5}{day.reviews:>9}{day.questions:>11}"
        lines.append(f"{day.day.isoformat():12}{amounts}  {sitting}".rstrip())
    if made.shortfall is not None:
        lines.append(f"{made.shortfall.cards} cards don't fit before the exam.")
    return lines


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError("{text} is no date. Write year-month-day, such as 2027-01-27.", text=text) from None


def _choices(long_days: str, weekdays: str, background: str) -> PlanChoices:
    from cehrs_desktop.rules.progress.plan_choices import PlanChoices
    from cehrs_desktop.rules.progress.plan_facts import Background

    known = [each.value.replace(" ", "-") for each in Background]
    if background not in known:
        raise typer.BadParameter(f"choose from {', '.join(known)}", param_hint="--background")
    own: list[int | None] = [None] * len(_WEEKDAYS)
    for part in filter(None, weekdays.split(",")):
        name, _, count = part.partition("=")
        if not count.isdigit() or int(count) > 600:
            raise typer.BadParameter("write a weekday and its minutes, such as sat=60", param_hint="--weekdays")
        own[_weekday(name, "--weekdays")] = int(count)
    return PlanChoices(
        weekday_minutes=tuple(own),
        long_days=frozenset(_weekday(name, "--long-days") for name in filter(None, long_days.split(","))),
        background=Background(background.replace("-", " ")),
    )


def _weekday(name: str, option: str) -> int:
    if name.strip().lower() not in _WEEKDAYS:
        raise typer.BadParameter(f"choose from {', '.join(_WEEKDAYS)}", param_hint=option)
    return _WEEKDAYS.index(name.strip().lower())
