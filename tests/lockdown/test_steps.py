"""The stack of steps: pushed before performed, reverted in reverse, continuing over errors."""

from __future__ import annotations

import pytest

from cehrs_desktop.lockdown.steps import Stack, Unavailable


class Noted:
    """A step that notes what is done with it."""

    def __init__(
        self, name: str, told: list[str], *, fails: type[Exception] | None = None, sticks: bool = False
    ) -> None:
        self.name = name
        self._told = told
        self._fails = fails
        self._sticks = sticks

    def perform(self) -> None:
        self._told.append(f"+{self.name}")
        if self._fails is not None:
            raise self._fails(self.name)

    def revert(self) -> None:
        self._told.append(f"-{self.name}")
        if self._sticks:
            raise OSError("it sticks")


def test_steps_are_reverted_in_reverse() -> None:
    told: list[str] = []
    stack = Stack()
    stack.perform([Noted("a", told), Noted("b", told)])
    assert stack.held == ("a", "b")
    assert not stack.revert()
    assert told == ["+a", "+b", "-b", "-a"]
    assert len(stack.held) == len(stack.revert()) == 0


def test_a_failing_step_was_pushed_before_it_was_performed_and_takes_all_back() -> None:
    told: list[str] = []
    stack = Stack()
    with pytest.raises(ValueError, match="b"):
        stack.perform([Noted("a", told), Noted("b", told, fails=ValueError), Noted("c", told)])
    assert told == ["+a", "+b", "-b", "-a"]
    assert stack.held == ()


def test_what_is_unavailable_is_let_go_of_and_the_rest_is_held() -> None:
    told: list[str] = []
    stack = Stack()
    stack.perform([Noted("a", told, fails=Unavailable), Noted("b", told)])
    assert (stack.held, stack.unavailable) == (("b",), ["a"])
    assert told == ["+a", "-a", "+b"]


def test_letting_go_continues_over_errors_and_tells_of_them() -> None:
    told: list[str] = []
    stack = Stack()
    stack.perform([Noted("a", told), Noted("b", told, sticks=True), Noted("c", told)])
    assert stack.revert() == ["b"]
    assert told[-3:] == ["-c", "-b", "-a"]


def test_an_interrupt_takes_everything_back_too() -> None:
    told: list[str] = []
    stack = Stack()

    class Interrupted(Noted):
        def perform(self) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stack.perform([Noted("a", told), Interrupted("b", told)])
    assert told == ["+a", "-b", "-a"]
