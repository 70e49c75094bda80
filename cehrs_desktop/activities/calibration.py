"""Fitting the memory parameters to the learner, telling how well they predict, and going back to earlier ones."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np

from cehrs_desktop.activities.changed import Changed
from cehrs_desktop.clock import Clock
from cehrs_desktop.rules.study.calibration import LEAST_ANSWERS, Calibration, refit
from cehrs_desktop.rules.study.forgetting import of_parameters
from cehrs_desktop.rules.study.memory import Numbers, ParameterSet
from cehrs_desktop.rules.study.replay import followed
from cehrs_desktop.rules.study.review_log import Integers, ReviewLog
from cehrs_desktop.storage.cards import write_memories
from cehrs_desktop.storage.database import Database, within
from cehrs_desktop.storage.parameters import add_parameters, give_up, read_kept_sets, read_parameters
from cehrs_desktop.storage.review_log import count_answers, read_foretold, read_review_log

_SHARE_OF_NEW = 0.2
"""A refit is tried once so much of all answers has come since the last one that was kept."""


def recalibrate(file: Path, clock: Clock) -> Changed | None:
    """Refit when enough answers have come, and keep it if it predicts the latest better: then cards have changed.

    Slow work, for the background: on a connection of its own. Memories are worked out anew from all answers; when
    cards are due stays.
    """
    with closing(Database(file)) as database:
        with database.reading() as connection:
            total, later = count_answers(connection, since=read_kept_sets(connection).newest_since)
            if later < max(LEAST_ANSWERS, total * _SHARE_OF_NEW):
                return None
            in_use, log = read_parameters(connection), read_review_log(connection)
        assert in_use is not None, "the file is opened with a parameter set"
        ids = np.unique(log.card)
        found = refit(log.of_rows(ids), in_use, cards=len(ids))
        if found is None or not found.is_better:
            return None
        with database.transaction() as session:
            add_parameters(session, found.parameters, created_at=clock.now())
            write_memories(session, *_memories(log, found.parameters))
    return Changed.CARDS


def present_calibration(database: Database) -> Calibration:
    """The parameters in use, and predicted against actual recall."""
    with database.reading() as connection:
        sets, parameters = read_kept_sets(connection), read_parameters(connection)
        answers, predicted, actual = read_foretold(connection)
    assert parameters is not None, "the file is opened with a parameter set"
    return Calibration(
        since=sets.in_use_since,
        is_fitted=parameters.weights != ParameterSet().weights,
        can_go_back=sets.earlier > 0,
        answers=answers,
        predicted=predicted,
        actual=actual,
    )


def go_back(database: Database) -> Changed:
    """Use the parameters from before the last refit again; memories are worked out anew with them."""
    with database.reading() as connection:
        if read_kept_sets(connection).earlier < 1:
            return Changed(0)
        in_use, log = read_parameters(connection), read_review_log(connection)
    assert in_use is not None, "the file is opened with a parameter set"
    with database.transaction() as session:
        give_up(session, in_use)
        earlier = read_parameters(within(session))
        assert earlier is not None, "there is an earlier one"
        write_memories(session, *_memories(log, earlier))
    return Changed.CARDS


def _memories(log: ReviewLog, parameters: ParameterSet) -> tuple[Integers, Numbers, Numbers]:
    """Ids, stabilities and difficulties of all cards in the log, after all their answers since they were new."""
    ids = np.unique(log.card[log.card > 0])
    memory = followed(of_parameters(parameters), log.of_rows(ids), cards=len(ids))
    return ids, memory.stability[:, 0], memory.difficulty[:, 0]
