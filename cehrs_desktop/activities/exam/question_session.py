"""Answering questions one by one, with key and reasons after each: the day's questions, and sets with feedback."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.activities.exam.sit import ExamSitting
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.content import DomainNumber, FlashcardId, ItemId, OptionId
from cehrs_desktop.rules.exam.blueprint import Blueprint
from cehrs_desktop.rules.exam.events import Answer, Confidence, End, EndedBy, Leave, Move, Reveal
from cehrs_desktop.rules.exam.questions import (
    LONGEST_QUESTION_SECONDS,
    QuestionSummary,
    ShownQuestion,
    answered_part,
    summary_of,
)
from cehrs_desktop.rules.exam.responses import AttemptId, Response, response_at
from cehrs_desktop.rules.exam.result import result
from cehrs_desktop.rules.study.learner_day import StudyDay, study_day
from cehrs_desktop.storage.attempts import append_event, close_attempt
from cehrs_desktop.storage.database import Database
from cehrs_desktop.storage.responses import put_response, read_flagged, read_history, read_responses
from cehrs_desktop.storage.topics import read_all_topics


class QuestionSession:
    """One attempt whose questions come in order. An answer is on disk, as event and response, before its key is shown.

    The clock of the attempt runs only while a question, or its reasons, are in view.
    """

    def __init__(
        self, database: Database, clock: Clock, attempt_id: AttemptId, *, blueprint: Blueprint, rollover_hour: int
    ) -> None:
        """Take up an attempt where it was left. Raises UserError when its log was changed or it has ended."""
        self._database, self._clock = database, clock
        self._blueprint, self._rollover_hour = blueprint, rollover_hour
        self._sitting = ExamSitting(database, clock, attempt_id)
        with database.reading() as connection:
            self._responses = {each.position: each for each in read_responses(connection, attempt_id)}
            self._topics = {topic.id: topic.name for topic in read_all_topics(connection)}
        self._earlier = len(self._responses)
        self._runs = False

    @property
    def id(self) -> AttemptId:
        """The attempt."""
        return self._sitting.attempt.id

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self._sitting.state.ended is not None

    @property
    def left(self) -> int:
        """Questions not answered yet."""
        return len(self._sitting.state.form) - len(self._responses)

    @property
    def answered_now(self) -> tuple[Response, ...]:
        """What was answered since the session was taken up."""
        return tuple(self._responses[each] for each in sorted(self._responses))[self._earlier :]

    @property
    def answered(self) -> tuple[Response, ...]:
        """What was answered of the whole set."""
        return tuple(self._responses[each] for each in sorted(self._responses))

    @property
    def left_by_domain(self) -> Mapping[DomainNumber, int]:
        """Questions not answered yet, by domain."""
        items = self._sitting.state.form.items
        return Counter(item.domain for item in items if item.position not in self._responses)

    def next(self) -> ShownQuestion | None:
        """The question to show now, its clock running; None when all are answered."""
        form = self._sitting.state.form
        waiting = [item for item in form.items if item.position not in self._responses]
        if not waiting:
            return None
        item = waiting[0]
        self._run()
        if self._sitting.state.position != item.position:
            self._sitting.record(Move(item.position))
        with self._database.reading() as connection:
            flagged = item.item in read_flagged(connection)
        return ShownQuestion(
            position=item.position,
            number=item.position,
            total=len(form),
            version=self._sitting.version(item.position),
            options=item.options,
            topic=self._topics.get(item.topic, ""),
            flagged=flagged,
        )

    def answer(self, shown: ShownQuestion, option: OptionId, confidence: Confidence) -> tuple[Response, Changed]:
        """Write an answer; from now on its key may be shown."""
        self._run()
        next_event = self._sitting.next_event(Answer(shown.position, option, confidence))
        with self._database.changing() as connection:
            append_event(connection, self.id, next_event.stored)
            response = response_at(next_event.state, shown.position, read_history(connection), day=self._day())
            response = replace(response, seconds=min(response.seconds, LONGEST_QUESTION_SECONDS))
            put_response(connection, self.id, response)
        self._sitting.accept(next_event)
        self._responses[shown.position] = response
        self._sitting.record(Reveal(shown.position))
        return response, Changed.QUESTIONS

    def rest(self) -> None:
        """Nothing of the set is in view any more: its clock stands, and reading the reasons counts as time too."""
        if not self._runs:
            return
        next_event = self._sitting.next_event(Leave())
        position = next_event.state.position
        with self._database.changing() as connection:
            append_event(connection, self.id, next_event.stored)
            answered = self._responses.get(position)
            if answered is not None:
                seconds = min(round(next_event.state.seconds[position - 1], 3), LONGEST_QUESTION_SECONDS)
                answered = replace(answered, seconds=seconds)
                put_response(connection, self.id, answered)
                self._responses[position] = answered
        self._sitting.accept(next_event)
        self._runs = False

    def summary(self, *, whole: bool = True) -> QuestionSummary:
        """What the whole set came to so far, or what was answered since the session was taken up."""
        return summary_of(self.answered if whole else self.answered_now, self._teaches())

    def finish(self) -> Changed:
        """End the set with what was answered; a set without an answer leaves no result."""
        self.rest()
        sat = answered_part(self._sitting.state)
        by = EndedBy.DISCARDED if sat is None else EndedBy.SUBMITTED
        ending = self._sitting.next_event(End(by))
        found = None
        with self._database.changing() as connection:
            if sat is not None:
                found = result(
                    replace(sat, ended=by, stopped=None),
                    scale=self._blueprint.scale,
                    teaches=self._teaches(),
                    met_before={each.item for each in self.answered if each.times_met},
                    topic_names={topic.id: topic.name for topic in read_all_topics(connection)},
                ).as_json()
            append_event(connection, self.id, ending.stored)
            close_attempt(connection, self.id, ended_at=self._clock.now(), ended_by=by.value, result=found)
        self._sitting.accept(ending)
        return Changed.QUESTIONS

    def _run(self) -> None:
        if self._runs:
            return
        if self._sitting.was_interrupted or self._sitting.state.stopped is not None:
            self._sitting.go_on()
        self._runs = True

    def _teaches(self) -> dict[ItemId, tuple[FlashcardId, ...]]:
        items = self._sitting.state.form.items
        return {item.item: self._sitting.version(item.position).item.teaches for item in items}

    def _day(self) -> StudyDay:
        return study_day(self._clock.now(), rollover_hour=self._rollover_hour)
