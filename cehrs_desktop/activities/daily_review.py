"""The daily review: start a session, get a card, rate it, take it back, put cards aside, rewrite them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.undo import Undone, take_back
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.preferences import Preferences
from cehrs_desktop.rules.study.cards import CardId, CardState, Rating
from cehrs_desktop.rules.study.day import DayList, Ranking, Today, day_list, next_card
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.learner_day import StudyDay, date_of, day_of, study_day
from cehrs_desktop.rules.study.pace import LONGEST_ANSWER_SECONDS, PACE_DAYS, Effort, pace
from cehrs_desktop.rules.study.scheduling import outcomes
from cehrs_desktop.rules.study.session import Limit, SessionProgress, SessionSummary, StepKind
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.storage.cards import read_card, read_deck, read_marks, write_card
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.flashcards import read_shown
from cehrs_desktop.storage.parameters import read_parameters
from cehrs_desktop.storage.reviews import Review, add_review
from cehrs_desktop.storage.study_days import count_review, effort_of, read_effort
from cehrs_desktop.storage.undo import UndoStep, push_step

if TYPE_CHECKING:
    from cehrs_desktop.rules.study.exam_order import ExamOrder


class DailyReview:
    """One session of the daily review. Every step that changes something is one transaction, on disk when it returns.

    The deck is read once and kept in step with each change; `next_card` is asked anew for every card.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        blueprint: Blueprint,
        preferences: Preferences,
        limit: Limit,
        order: ExamOrder | None = None,
    ) -> None:
        """`order`: the exam-day order, if there is one by now; without one cards come in due order."""
        self._database = database
        self._clock = clock
        self._settings = preferences.study
        self._preferences = preferences
        self._weights = self._settings.weights(blueprint.weights)
        self._exam = None if preferences.exam_date is None else day_of(preferences.exam_date)
        self._limit = limit
        self._day = study_day(clock.now(), rollover_hour=self._settings.rollover_hour)
        with database.reading() as connection:
            self._deck = read_deck(connection)
            self._effort = read_effort(connection, StudyDay(self._day - PACE_DAYS), self._day)
            self._today = read_effort(connection, self._day, self._day)
            parameters = read_parameters(connection)
        assert parameters is not None, "the file is opened with a parameter set"
        self._parameters = parameters
        self._answers: list[_Answer] = []
        self._kept: CardId | None = None
        self._aside = 0.0
        self._ranking: Ranking | None = None
        self.follow(order)

    @property
    def day(self) -> StudyDay:
        """The study day this session belongs to."""
        return self._day

    def set_aside(self, seconds: float) -> None:
        """Keep so many of the session's seconds for questions, those already answered included."""
        self._aside = seconds

    def follow(self, order: ExamOrder | None) -> None:
        """Go by this order from now on; None: by due date. The card being shown stays."""
        self._order = order
        self._ranking = None if order is None else order.ranking(self._deck)

    def facts(self) -> Today:
        """What the present moment's choice of card is made from."""
        if self._limit.new is None:
            new_left = self._most_new(self._day) - self._today.new
        else:
            new_left = self._limit.new - sum(answer.review.before.state is CardState.NEW for answer in self._answers)
        return Today(
            day=self._day,
            now=self._clock.now().timestamp(),
            seconds_left=self._limit.minutes * 60
            - sum(answer.review.seconds for answer in self._answers)
            - self._aside,
            new_left=max(new_left, 0),
            pace=pace(self._effort),
            weights=self._weights,
            reviews_done=self._today.reviews,
            new_done=self._today.new,
            exam=self._exam,
        )

    def _most_new(self, day: StudyDay) -> int:
        return self._preferences.most_new_on(date_of(day), by_worth=self._ranking is not None)

    def list(self) -> DayList:
        """What is left for this session."""
        return day_list(self._deck, self.facts(), ranking=self._ranking)

    def progress(self) -> SessionProgress:
        """Answers given, answers expected in all, and the time the rest should take."""
        facts, left = self.facts(), self.list()
        each = facts.pace
        steps = len(left.steps) + len(left.steps_later)
        seconds = (len(left.reviews) + steps) * each.review + len(left.new) * each.new_with_repeats
        count = 0 if facts.seconds_left <= 0 else len(left)
        done = len(self._answers)
        return SessionProgress(done=done, total=done + count, seconds_left=min(seconds, facts.seconds_left))

    def next(self) -> ShownCard | None:
        """The card to show now; None when the session is over. A card just taken back comes first."""
        card, self._kept = self._kept or next_card(self._deck, self.facts(), ranking=self._ranking), None
        return None if card is None else self.show(card)

    def show(self, card_id: CardId) -> ShownCard:
        """One card as it stands now, with what each rating would do."""
        with self._database.reading() as connection:
            card = read_card(connection, card_id)
            flashcard = read_shown(connection, card_id)
            marks = read_marks(connection, card_id)
        retention = retention_by_domain(
            self._weights, base=self._settings.base_retention, beta=self._settings.bias.value
        )[card.domain]
        results = outcomes(
            card,
            self._day,
            retention=retention,
            parameters=self._parameters,
            settings=self._settings,
            exam=self._exam,
        )
        return ShownCard(flashcard=flashcard, marks=marks, outcomes=results)

    def rate(self, shown: ShownCard, rating: Rating, *, seconds: float) -> Changed:
        """Apply one of the outcomes that were shown; `seconds` from shown to rated.

        Raises UserError, with nothing changed, when the card was changed elsewhere meanwhile.
        """
        now = self._clock.now()
        results = shown.outcomes
        after = results[rating].rated_at(now)
        review = Review(
            before=results.before,
            rating=rating,
            reviewed_at=now,
            study_day=results.day,
            seconds=round(min(seconds, LONGEST_ANSWER_SECONDS), 3),
            predicted_recall=results.predicted_recall,
            desired_retention=results.desired_retention,
            parameter_set=self._parameters.id,
        )
        with self._database.changing() as connection:
            if read_card(connection, results.before.id) != results.before:
                raise UserError("This card was changed meanwhile, so the answer was not counted. Here it is again.")
            review_id = add_review(connection, review)
            write_card(connection, after)
            count_review(connection, review)
            push_step(connection, UndoStep(StepKind.REVIEW, results.before.id, review_id=review_id), made_at=now)
        self._deck = self._deck.with_card(after)
        self._count(review, sign=1)
        self._answers.append(_Answer(review_id, review))
        return Changed.CARDS

    def undo(self) -> Undone | None:
        """Take the newest step back; its card is the next one shown. None when there is nothing to undo.

        A card whose flashcard the pack has retired meanwhile is as it was, but isn't shown again.
        """
        undone = take_back(self._database)
        if undone is None:
            return None
        if undone.review is not None:
            self._count(undone.review, sign=-1)
            self._answers = [answer for answer in self._answers if answer.id != undone.review_id]
        if undone.many:
            self.reread()
        if undone.card is not None and undone.card in self._deck:
            if undone.review is not None:
                self._deck = self._deck.with_card(undone.review.before)
            self.refresh_marks(undone.card)
            self._kept = undone.card
        return undone

    def reread(self) -> None:
        """Take notice that cards were added or taken away, or have moved to another domain."""
        with self._database.reading() as connection:
            self._deck = read_deck(connection)
        self.follow(self._order)

    def refresh_marks(self, card: CardId) -> None:
        """Take notice that a card was put off, taken out or brought back."""
        with self._database.reading() as connection:
            marks = read_marks(connection, card)
        self._deck = self._deck.with_suspended(card, suspended=marks.suspended).with_buried(card, marks.buried_day)

    def _count(self, review: Review, *, sign: int) -> None:
        effort = effort_of(review)
        if sign < 0:
            effort = Effort() - effort
        if review.study_day == self._day:
            self._today += effort
        if self._day - PACE_DAYS <= review.study_day <= self._day:  # others were never counted
            self._effort += effort

    def summary(self) -> SessionSummary:
        """What was done, and what the next study day brings."""
        day = StudyDay(self._day + 1)
        tomorrow = day_list(
            self._deck,
            replace(
                self.facts(),
                day=day,
                now=self._clock.now().timestamp() + timedelta(days=1).total_seconds(),
                seconds_left=self._preferences.minutes_on(date_of(day)) * 60.0,
                new_left=self._most_new(day),
                reviews_done=0,
                new_done=0,
            ),
            ranking=self._ranking_tomorrow(),
        )
        each = pace(self._effort)
        reviews = len(tomorrow.reviews) + len(tomorrow.steps)
        seconds = reviews * each.review + len(tomorrow.new) * each.new_with_repeats
        reviewed = [answer.review for answer in self._answers]
        leeches = {r.before.id: None for r in reviewed if self._is_leech_now(r)}
        in_steps = (self._deck.state == CardState.LEARNING) | (self._deck.state == CardState.RELEARNING)
        return SessionSummary(
            answers_by_domain={d: sum(r.before.domain is d for r in reviewed) for d in DomainNumber},
            seconds=sum(r.seconds for r in reviewed),
            missed=sum(r.rating is Rating.AGAIN for r in reviewed),
            in_steps=int(in_steps.sum()),
            reviews_tomorrow=reviews,
            new_tomorrow=len(tomorrow.new),
            minutes_tomorrow=round(seconds / 60),
            leeches=tuple(leeches),
        )

    def _ranking_tomorrow(self) -> Ranking | None:
        """Today's, as far as it still holds: what was answered today won't be worth anything so soon."""
        if self._ranking is None or self._exam == self._day + 1:
            return None
        return Ranking(np.where(self._deck.last_day == self._day, 0.0, self._ranking.worth))

    @staticmethod
    def _is_leech_now(review: Review) -> bool:
        lapsed = review.before.state is CardState.REVIEW and review.rating is Rating.AGAIN
        return lapsed and replace(review.before, lapses=review.before.lapses + 1).is_leech


@dataclass(frozen=True, slots=True)
class _Answer:
    id: int
    review: Review
