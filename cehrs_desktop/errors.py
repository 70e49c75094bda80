"""The two kinds of trouble: a `UserError` is a finished sentence for the learner; anything else is a bug."""

from __future__ import annotations


class UserError(Exception):
    """Something the learner can do something about.

    `sentence` is the whole sentence shown on the screen, with a way out; nothing is added to it. What varies from case
    to case stands in it as `{name}` and is given by that name, so that the window can translate the sentence before
    it is filled in: it is written out where the error is raised, never put together.
    """

    def __init__(self, sentence: str, **details: object) -> None:
        super().__init__(sentence.format(**details) if details else sentence)
        self.sentence = sentence
        self.details = details


class DamagedFile(UserError):
    """The learner's file cannot be trusted: it is set aside, never overwritten."""


class NewerFile(UserError):
    """The learner's file was written by a newer version of the program; it is left untouched."""


class Cancelled(Exception):
    """The learner stopped a piece of work; nothing has been changed."""
