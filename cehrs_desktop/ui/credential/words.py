"""The road to the credential in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.certification import (
    CREDITS_NEEDED,
    Certificate,
    ExamOutcome,
    OurForecast,
    Reminder,
    Retake,
    Stage,
)
from cehrs_desktop.rules.progress.credential import Eligibility, Eligible, Step, Task
from cehrs_desktop.rules.progress.road import Road
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr


def eligible(said: Eligibility, *, exam: date | None) -> str:
    """Whether the learner may sit the exam, as far as can be said."""
    words = {
        Eligible.NOT_SAID: tr("Answer these, and there is a word here."),
        Eligible.NO_DIPLOMA: tr("A diploma or its equivalent is needed first. A GED is one; ask NHA what else counts."),
        Eligible.NOT_FINISHED: tr("Your program ends after your exam date. Please check both dates."),
        Eligible.BY_PROGRAM: tr("By what you say, you may take the exam."),
        Eligible.BY_EXPERIENCE: tr("By what you say, you may; whether your work qualifies, NHA decides."),
    }
    if said.word is not Eligible.TOO_LATE:
        return words[said.word]
    if exam is None:
        return tr("The five years since your program are over. Ask NHA whether your work counts instead.")
    return tr("The five years since your program end before your exam. Take it earlier, or ask NHA about work.")


def five_years(ends: date) -> str:
    """Until when the program counts."""
    return tr("The five years since your program end on %s.").replace("%s", texts.full_date(ends))


def task(each: Task) -> str:
    """A line of the checklist; short, for a check box doesn't wrap."""
    return {
        Task.ACCOMMODATIONS: tr("Accommodations asked for"),
        Task.REGISTRATION: tr("Registered and booked"),
        Task.ID: tr("ID checked"),
        Task.MACHINE: tr("Computer checked"),
        Task.ROOM: tr("Room ready"),
    }[each]


def how(each: Task) -> str:
    """What a line of the checklist is about."""
    return {
        Task.ACCOMMODATIONS: tr("More time or other help is granted before you book, not after. No need? Tick it off."),
        Task.REGISTRATION: tr(
            "Apply in your NHA account, then choose place and time. A school that tests its own students books for you."
        ),
        Task.ID: tr("Issued by the government, with a photo, not expired, and your name exactly as registered."),
        Task.MACHINE: tr("Run the proctor’s system check on the computer you will use: one screen, plugged in."),
        Task.ROOM: tr("Door shut, desk clear, nobody else and no pets; paper, phone, and watch out of reach."),
    }[each]


def when(step: Step) -> str:
    """By when, without blame."""
    if step.by is None:
        return ""
    if step.is_late:
        return tr("as soon as you can")
    return tr("by %s").replace("%s", texts.full_date(step.by))


def stage(found: Road) -> tuple[str, str]:
    """Where the learner stands to the exam, and what comes now."""
    if found.stage is Stage.WAITING and found.exam is not None:
        now = tr("Your exam was on %s.").replace("%s", texts.full_date(found.exam))
        return now, tr("Enter the result once you have it. If you moved the exam, set its new date in Settings.")
    if found.stage is Stage.PREPARING:
        ahead = tr("Your exam is on %s.").replace("%s", texts.full_date(found.exam)) if found.exam else ""
        return ahead or tr("Your exam has no date yet."), tr("Once you have sat it, enter here how it went.")
    taken = texts.full_date(found.outcomes[-1].taken)
    if found.stage is Stage.PASSED:
        return tr("You passed on %s. Congratulations!").replace("%s", taken), ""
    return tr("Not this time: %s.").replace("%s", taken), ""


def outcome_row(each: ExamOutcome) -> list[str]:
    """One line of the exams sat."""
    score = "–" if each.score is None else str(each.score)
    return [texts.full_date(each.taken), tr("passed") if each.passed else tr("not passed"), score]


def beside_rows(each: ExamOutcome, domains: Sequence[Domain]) -> list[list[str]]:
    """NHA's word on each domain beside our forecast; nothing when there is neither."""
    ours = each.forecast
    if not each.feedback and ours is None:
        return []
    rows = []
    for place, domain in enumerate(domains):
        expected = None if ours is None or place >= len(ours.domains) else ours.domains[place]
        said = "–"
        if ours is not None and expected is not None:
            said = tr("%a of %b right").replace("%a", str(round(expected))).replace("%b", str(ours.items[place]))
        rows.append([domain.name, each.feedback.get(domain.number, "–"), said])
    return rows


def our_word(ours: OurForecast) -> str:
    """What readiness said when the result was entered."""
    said = {
        Verdict.BELOW: tr("Our forecast was: below the line"),
        Verdict.TOO_CLOSE: tr("Our forecast was: too close to call"),
        Verdict.ABOVE: tr("Our forecast was: above the line"),
    }[ours.verdict]
    scale = tr("about %a on our unofficial scale (%b to %c).")
    for sign, value in {"%a": ours.points, "%b": ours.low, "%c": ours.high}.items():
        scale = scale.replace(sign, str(value))
    return f"{said}, {scale}"


def retake(found: Retake) -> str:
    """The earliest day of the next try."""
    return tr("You may sit it again from %s on.").replace("%s", texts.full_date(found.earliest))


def retake_lines(found: Retake, *, fresh_mocks: int) -> str:
    """What the wait goes by, and what is left to prepare with."""
    if found.is_confirmed:
        wait = tr("NHA asks for 30 days between two tries.")
    elif found.failures == 2:
        wait = tr("Preparation sites say that it is 30 days after the second try, too. Ask NHA before you plan.")
    else:
        wait = tr("Preparation sites say that it is 12 months after the third try. Ask NHA before you plan.")
    mocks = texts.counted(
        fresh_mocks,
        tr("1 mock of questions you never met is left; the Mock exam page shows the used ones."),
        tr("%n mocks of questions you never met are left; the Mock exam page shows the used ones."),
    )
    plan = tr("Set the new date, and the plan is made anew from all you have answered and from this result.")
    return "\n".join([wait, tr("The full fee is due each time, preparation sites say."), mocks, plan])


def credits_of(hundredths: int) -> str:
    """'1.5'."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def until(held: Certificate) -> str:
    """From when until when the certification lasts."""
    dates = tr("Certified from %a until %b.").replace("%a", texts.full_date(held.since))
    return dates.replace("%b", texts.full_date(held.expires))


def credits_left(held: Certificate) -> str:
    """Credits so far and days left."""
    lines = [
        tr("%a of %b credits.").replace("%a", credits_of(held.hundredths)).replace("%b", credits_of(CREDITS_NEEDED))
    ]
    if held.days_left >= 0:
        lines.append(tr("%s left.").replace("%s", texts.days(held.days_left)))
    if held.outside:
        lines.append(
            texts.counted(
                held.outside,
                tr("1 entry lies outside the two years and isn’t counted."),
                tr("%n entries lie outside the two years and aren’t counted."),
            )
        )
    return " ".join(lines)


def reminder(each: Reminder, held: Certificate) -> str:
    """The reminder in force."""
    missing = (
        tr("%s credits are missing.").replace("%s", credits_of(held.missing))
        if held.missing
        else tr("Your credits are complete.")
    )
    ends = texts.full_date(held.expires)
    first = {
        Reminder.HALF: tr("Half of the two years is over."),
        Reminder.LOOK: tr("The certification ends on %s.").replace("%s", ends),
        Reminder.SUBMIT: tr("The certification ends on %s. Submit the renewal now, papers may be missing.").replace(
            "%s", ends
        ),
        Reminder.EXPIRY: tr("The two years ended on %s. If you renewed, note the new first day.").replace("%s", ends),
    }[each]
    return f"{first} {missing}"


def day_to_remember(each: Reminder) -> str:
    """What a day of the two years is for."""
    return {
        Reminder.HALF: tr("Half of the credits"),
        Reminder.LOOK: tr("Three months left: what is missing?"),
        Reminder.SUBMIT: tr("A month left: submit the renewal"),
        Reminder.EXPIRY: tr("The certification ends"),
    }[each]


def plan_warning(found: Road) -> str:
    """What the plan has to warn of: dates that don't go together; empty when they do."""
    lines = []
    if found.eligibility.is_warning:
        lines.append(eligible(found.eligibility, exam=found.exam))
        if found.eligibility.ends is not None and found.eligibility.word is Eligible.TOO_LATE:
            lines.append(five_years(found.eligibility.ends))
    if found.is_too_early and found.retake is not None:
        lines.append(tr("Your exam date lies within the wait after the last try.") + " " + retake(found.retake))
    return " ".join(lines)
