"""The two kinds of trouble: a `UserError` is a finished sentence for the learner; anything else is a bug."""

from __future__ import annotations


class UserError(Exception):
    """Something the learner can do something about.

    The message is the whole sentence shown on the screen, with a way out; nothing is added to it.
    """


class DamagedFile(UserError):
    """The learner's file cannot be trusted: it is set aside, never overwritten."""


class NewerFile(UserError):
    """The learner's file was written by a newer version of the program; it is left untouched."""
