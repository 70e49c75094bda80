"""A four-function calculator as those at test centers: keys in, display out; no expressions, no memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext

DIGITS = 12
"""What the display holds."""


@dataclass(frozen=True, slots=True)
class Calculator:
    """What is shown, the number and sign that wait, and whether the next digit begins a new number."""

    display: str = "0"
    waiting: Decimal | None = None
    sign: str | None = None
    fresh: bool = True
    error: bool = False

    def press(self, key: str) -> Calculator:
        """The calculator after a key: a digit, '.', one of '+-×÷', '=', '%', '±' or 'C'. Other keys do nothing."""
        if key == "C":
            return Calculator()
        if self.error:
            return self
        if key.isdigit() or key == ".":
            return self._typed(key)
        if key == "±":
            return replace(self, display=_shown(-Decimal(self.display)))
        if key == "%":
            return self._percent()
        if key in ("+", "-", "×", "÷"):
            done = self if self.fresh and self.sign is not None else self._computed()
            return done if done.error else replace(done, waiting=Decimal(done.display), sign=key, fresh=True)
        if key == "=":
            done = self._computed()
            return done if done.error else replace(done, waiting=None, sign=None, fresh=True)
        return self

    def _typed(self, key: str) -> Calculator:
        before = "0" if self.fresh else self.display
        if key == "." and "." in before:
            return self
        if len(before.replace(".", "").replace("-", "")) >= DIGITS and not self.fresh:
            return self
        text = before + key if key == "." or before != "0" else key
        return replace(self, display=text, fresh=False)

    def _percent(self) -> Calculator:
        """As on a pocket calculator: a percentage of the waiting number after + and −, else a hundredth."""
        value = Decimal(self.display) / 100
        if self.waiting is not None and self.sign in ("+", "-"):
            value *= self.waiting
        return replace(self, display=_shown(value), fresh=False)

    def _computed(self) -> Calculator:
        if self.sign is None or self.waiting is None:
            return replace(self, display=_shown(Decimal(self.display)))
        left, right = self.waiting, Decimal(self.display)
        try:
            with localcontext() as context:
                context.prec = 28
                value = {"+": left + right, "-": left - right, "×": left * right}.get(self.sign)
                shown = _shown(left / right if value is None else value)
        except (DivisionByZero, InvalidOperation, OverflowError):
            return Calculator(display="Error", error=True)
        return replace(self, display=shown)


def _shown(value: Decimal) -> str:
    """Rounded to what the display holds. Raises OverflowError for what it can't hold."""
    if abs(value) >= Decimal(10) ** DIGITS:
        raise OverflowError
    whole = len(str(abs(int(value))))
    text = f"{value:.{max(DIGITS - whole, 0)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
