"""One study day's order of cards by what each is worth on exam day, worked out from all answers so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.study.ahead import Ahead
from cehrs_desktop.rules.study.beliefs import Heard
from cehrs_desktop.rules.study.cards import CardId, CardState
from cehrs_desktop.rules.study.day import Ranking
from cehrs_desktop.rules.study.deck import Deck, Integers
from cehrs_desktop.rules.study.ensemble import Ensemble, ensemble_around
from cehrs_desktop.rules.study.exam_day import Outlook, TimeLeft, outlook
from cehrs_desktop.rules.study.learner_day import StudyDay
from cehrs_desktop.rules.study.memory import Numbers, ParameterSet
from cehrs_desktop.rules.study.programme import LONGEST_HORIZON, Motion, motion
from cehrs_desktop.rules.study.replay import replay
from cehrs_desktop.rules.study.review_log import ReviewLog
from cehrs_desktop.rules.study.seconds_seen import SecondsSeen
from cehrs_desktop.rules.study.spread import Belief
from cehrs_desktop.rules.study.why import CardWorth


def time_left(ahead: Ahead, seconds: SecondsSeen, answers: Mapping[DomainNumber, int]) -> TimeLeft:
    """The same for the programme; an exam too far away is planned for as if it were nearer."""
    days = min(ahead.exam - ahead.today, LONGEST_HORIZON)
    return TimeLeft(
        today=ahead.today,
        days=days,
        seconds_per_day=ahead.seconds(days)[::-1] if ahead.by_day else ahead.seconds_per_day,
        weights=ahead.weights,
        answers=answers,
        first=seconds.first_sight,
        floor=ahead.floor,
    )


@dataclass
class Layouts:
    """Grids by model and seconds, kept because a day's are nearly always yesterday's."""

    ensemble: Ensemble
    _kept: dict[tuple[int, int, float, float], Motion] = field(default_factory=dict)

    def beliefs(self, heard: Iterable[Heard], seconds: SecondsSeen) -> list[Belief]:
        """What the programme needs to know of each spokesman."""
        return [
            Belief(each.who.weight, self._of(each, seconds.passed, seconds.lapsed), each.stability, each.difficulty)
            for each in heard
        ]

    def _of(self, each: Heard, passed: float, lapsed: float) -> Motion:
        key = each.who.group, each.who.model, passed, lapsed
        if key not in self._kept:
            family = self.ensemble[each.who.group].models.only(each.who.model)
            self._kept[key] = motion(family, passed=passed, lapsed=lapsed)
        return self._kept[key]


@dataclass(frozen=True)
class ExamOrder:
    """The order of one day. Columns are in the order of `ids`, the cards it was worked out for.

    `unseen_again`: recall on exam day of a card that isn't met before, 0 for one never met.
    """

    ahead: Ahead
    ids: Integers
    outlook: Outlook
    unseen_again: Numbers

    def ranking(self, deck: Deck) -> Ranking:
        """For a deck of the same cards; one that has come since isn't worth anything yet."""
        if np.array_equal(deck.id, self.ids):
            return self.outlook.ranking
        worth = np.zeros(len(deck))
        at = {card: row for row, card in enumerate(self.ids.tolist())}
        for row, card in enumerate(deck.id.tolist()):
            if card in at:
                worth[row] = self.outlook.ranking.worth[at[card]]
        return Ranking(worth)

    def worth(self, card: CardId) -> CardWorth | None:
        """One card's numbers; None for a card that has come since, or that was suspended."""
        rows = np.flatnonzero(self.ids == card)
        worth = self.outlook.ranking.worth
        if not len(rows) or not np.isfinite(worth[rows[0]]):
            return None
        row = int(rows[0])
        return CardWorth(
            points_an_hour=float(worth[row]) * 3600 / len(self.ids) * 100,
            place=int(np.count_nonzero(worth > worth[row])) + 1,
            unseen_again=float(self.unseen_again[row]),
        )


@dataclass(frozen=True)
class Learned:
    """All that a learner's answers tell: memories under the models that are heard, seconds, answers by domain."""

    ensemble: Ensemble
    heard: list[Heard]
    seconds: SecondsSeen
    answers: Mapping[DomainNumber, int]

    def beliefs(self) -> list[Belief]:
        """What the programme needs to know of each model."""
        return Layouts(self.ensemble).beliefs(self.heard, self.seconds)


def learned(deck: Deck, log: ReviewLog) -> Learned:
    """Learn from a whole log; it has card ids."""
    ensemble = ensemble_around(ParameterSet())
    of_deck = log.of_rows(deck.id)
    seconds = SecondsSeen()
    seconds.add_log(of_deck)
    heard = _completed(replay(ensemble, of_deck, cards=len(deck)), deck, ensemble)
    answers = np.bincount(deck.domain[of_deck.card], minlength=len(DomainNumber) + 1).tolist()
    return Learned(ensemble, heard, seconds, {d: answers[d] for d in DomainNumber})


def exam_order(deck: Deck, log: ReviewLog, ahead: Ahead) -> ExamOrder:
    """Work out a day's order; `log` has card ids."""
    known = learned(deck, log)
    found = outlook(deck, known.beliefs(), time_left(ahead, known.seconds, known.answers))
    return ExamOrder(ahead, deck.id, found, _unseen_again(deck, known.ensemble, known.heard, ahead.exam))


def _completed(heard: Iterable[Heard], deck: Deck, ensemble: Ensemble) -> list[Heard]:
    """With a memory for known cards whose answers aren't in the log: one that lasts as long as FSRS has it."""
    completed = []
    for each in heard:
        missing = np.isnan(each.stability) & ~np.isnan(deck.stability)
        s, d = ensemble[each.who.group].models.only(each.who.model).lasting(deck.stability[missing])
        stability, difficulty = each.stability.copy(), each.difficulty.copy()
        stability[missing], difficulty[missing] = s, d
        completed.append(Heard(each.who, stability, difficulty))
    return completed


def _unseen_again(deck: Deck, ensemble: Ensemble, heard: Iterable[Heard], exam: StudyDay) -> Numbers:
    recall = np.zeros(len(deck))
    seen = deck.state != CardState.NEW
    days = np.maximum(exam - deck.last_day[seen], 1)
    for each in heard:
        family = ensemble[each.who.group].models.only(each.who.model)
        recall[seen] += each.who.weight * family.recall(each.stability[seen], each.difficulty[seen], days)
    return np.nan_to_num(recall)
