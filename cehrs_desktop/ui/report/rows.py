"""A report's facts as rows and sentences, the same for the page and for the PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exam.proctor_ladder import Response as Warned
from cehrs_desktop.rules.exam.proctor_record import Line
from cehrs_desktop.rules.exam.proctor_signals import Level
from cehrs_desktop.rules.exam.reports import Report
from cehrs_desktop.rules.exam.responses import Response
from cehrs_desktop.rules.exam.result import Result
from cehrs_desktop.rules.exam.scoring import Score, Standing, Verdict
from cehrs_desktop.rules.progress.readiness import FRESH_ENOUGH
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.exam.words import departure_words
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.texts import tr

_STRETCH = 25


def subtitle(report: Report) -> str:
    """'Saturday, January 2 · 118 of 125 min · Realistic lockdown, 1 warning'."""
    used = round(report.result.pacing.used / 60)
    if report.allowed is None:
        time = tr("%s, untimed").replace("%s", texts.minutes(used))
    else:
        time = tr("%a of %b min").replace("%a", str(used)).replace("%b", str(round(report.allowed / 60)))
    parts = [texts.long_date(texts.local_day(report.started_at)), time]
    if report.conditions.lockdown is not None:
        parts.append(_watched(report, Level(report.conditions.lockdown)))
    return " · ".join(parts)


def _watched(report: Report, level: Level) -> str:
    name = tr("%s lockdown").replace("%s", words.level_name(level))
    if report.record_changed:
        return name
    count = sum(line.response in (Warned.WARN, Warned.END) for line in report.incidents)
    return f"{name}, {texts.counted(count, tr('1 warning'), tr('%n warnings'))}"


def changed_words(report: Report) -> str:
    """That the record of the sitting was changed; empty when it wasn't."""
    if not report.record_changed:
        return ""
    return tr(
        "The record of this sitting was changed outside the program: the result is the one stored at its end, and "
        "what was noticed is left out."
    )


def score_words(result: Result) -> str:
    """Right answers, and in what the sitting departed from exam conditions."""
    sentences = [right_words(result.score)]
    if result.departures:
        departures = ", ".join(departure_words(each) for each in result.departures)
        sentences.append(tr("Not under exam conditions: %s.").replace("%s", departures))
    return " ".join(sentences)


def right_words(score: Score) -> str:
    """'67 of 100 scored items right.'."""
    return tr("%a of %b scored items right.").replace("%a", str(score.raw)).replace("%b", str(score.items))


def why_no_numbers(score: Score) -> str:
    """Why the diagnostic's report has no points and no chance."""
    words = tr(
        "Points and a chance are not given yet: %i items are too few for them. They come with a full mock exam, or "
        "once you have answered %n questions new to you."
    )
    return words.replace("%i", str(score.items)).replace("%n", str(FRESH_ENOUGH))


def assumptions(result: Result, standing: Standing) -> str:
    """What the numbers rest on."""
    parts = [
        tr("Our cut for this form is %c right.").replace("%c", str(standing.cut)),
        tr("About %p chance to pass a form like it today.").replace("%p", texts.percent(standing.chance)),
        tr(
            "Assumed: how hard each question is for someone who just passes is its authors' estimate, not an NHA cut; "
            "NHA does not publish how right answers become 390. Bands hold 90%."
        ),
    ]
    if result.met_before:
        parts.append(tr("%n scored items were met before.").replace("%n", str(result.met_before)))
        fresh = result.without_met
        if fresh is not None:
            parts.append(
                tr("Without them: %a of %b right.").replace("%a", str(fresh.raw)).replace("%b", str(fresh.items))
            )
    return " ".join(parts)


def incident_rows(report: Report) -> list[list[str]]:
    """When, what and what was done, of each incident, with the learner's objection to it."""
    return [
        [
            texts.clock(line.at),
            ": ".join(filter(None, (words.signal_name(line.signal), line.detail))),
            "; ".join(_done(line)),
        ]
        for line in report.incidents
    ]


def _done(line: Line) -> list[str]:
    done = [words.response_name(line.response)]
    return [*done, tr("you said: that was not me")] if line.objected else done


def domain_rows(result: Result, names: Mapping[DomainNumber, str]) -> tuple[list[list[str]], list[int | None]]:
    """Name, right answers, share and band of each domain, heaviest first; and their numbers."""
    ordered = sorted(result.domains, key=lambda each: (-each.tally.items, each.domain))
    rows = []
    for each in ordered:
        band = f"{round(each.band.low)}–{round(each.band.high)}"
        rows.append(
            [
                names[each.domain],
                f"{each.tally.right} / {each.tally.items}",
                texts.percent(each.tally.right / each.tally.items),
                band,
            ]
        )
    return rows, [int(each.domain) for each in ordered]


def domain_note(result: Result, names: Mapping[DomainNumber, str]) -> str:
    """What isn't said of domains with few items, and how the pretest items went."""
    parts = []
    for verdict, sentence in ((Verdict.ABOVE, tr("Above the line: %s.")), (Verdict.BELOW, tr("Below the line: %s."))):
        here = [names[each.domain] for each in result.domains if each.verdict is verdict]
        if here:
            parts.append(sentence.replace("%s", ", ".join(here)))
    few = [names[each.domain] for each in result.domains if each.verdict is None]
    if few:
        parts.append(tr("Too few items for a verdict: %s. Their bands are wide.").replace("%s", ", ".join(few)))
    if result.pretest.items:
        parts.append(
            tr("%a pretest items, unscored: %b right.")
            .replace("%a", str(result.pretest.items))
            .replace("%b", str(result.pretest.right))
        )
    return " ".join(parts)


def topic_rows(result: Result, names: Mapping[TopicId, str]) -> tuple[list[list[str]], list[int | None]]:
    """Name, right answers and share of each topic, the weakest first; and their domains' numbers."""
    ordered = sorted(result.topics, key=lambda each: (each.tally.right / each.tally.items, -each.tally.items))
    rows = [
        [
            names.get(each.topic, str(each.topic)),
            f"{each.tally.right} / {each.tally.items}",
            texts.percent(each.tally.right / each.tally.items),
        ]
        for each in ordered
    ]
    return rows, [int(each.domain) for each in ordered]


def pacing_rows(result: Result) -> list[list[str]]:
    """How time was used, and what changing answers brought."""
    pacing, changed = result.pacing, result.changed

    def seconds(value: float | None) -> str:
        return "–" if value is None else tr("%n s").replace("%n", str(round(value)))

    return [
        [tr("Time used"), texts.clock(pacing.used)],
        [tr("Time left"), "–" if pacing.left is None else texts.clock(pacing.left)],
        [tr("Middle item"), seconds(pacing.median)],
        [tr("Right answers took"), seconds(pacing.right)],
        [tr("Wrong answers took"), seconds(pacing.wrong)],
        [tr("Changed from right to wrong"), str(changed.right_to_wrong)],
        [tr("Changed from wrong to right"), str(changed.wrong_to_right)],
        [tr("Changed from wrong to wrong"), str(changed.wrong_to_wrong)],
    ]


def seconds_rows(result: Result) -> list[list[str]]:
    """Mean seconds an item, in stretches of the form's order."""
    found = []
    for start in range(0, len(result.outcomes), _STRETCH):
        part = result.outcomes[start : start + _STRETCH]
        mean = sum(each.seconds for each in part) / len(part)
        found.append([f"{part[0].position}–{part[-1].position}", str(round(mean))])
    return found


def add_words(count: int, days: int) -> str:
    """What the button that adds cards to the review says."""
    if days <= 1:
        return tr("Add %s to review").replace("%s", texts.cards(count))
    return tr("Add %s to review, over %d").replace("%s", texts.cards(count)).replace("%d", texts.days(days))


def missed_facts(response: Response, *, flagged: bool) -> str:
    """'0:48 · flagged': what else is known of a missed item."""
    parts = [short_clock(response.seconds)]
    if flagged:
        parts.append(tr("flagged"))
    if not response.scored:
        parts.append(tr("pretest, unscored"))
    return " · ".join(parts)


def short_clock(seconds: float) -> str:
    """'0:48', '1:22'."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def missed(report: Report, domain: DomainNumber | None) -> Sequence[Response]:
    """The responses that count as missed, all or of one domain, in the form's order."""
    return [
        response
        for response in report.responses
        if response.counts_as_missed and (domain is None or response.domain is domain)
    ]
