"""The exam as data: items per domain, pretest, minutes, scale and pass mark."""

from __future__ import annotations

from dataclasses import dataclass

from cehrs_desktop.rules.apportionment import largest_remainder
from cehrs_desktop.rules.content import Domain, DomainNumber

_ROUNDING = 1e-9
"""Decimal shares that add up to 1 on paper may miss it by this in binary."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale results are reported on, in scaled points; `pass_mark` is the lowest passing one."""

    lowest: int
    highest: int
    pass_mark: int

    def __post_init__(self) -> None:
        if not 0 <= self.lowest < self.pass_mark < self.highest:
            raise ValueError(f"the pass mark {self.pass_mark} must lie between {self.lowest} and {self.highest}")


@dataclass(frozen=True, slots=True)
class CognitiveRanges:
    """How much of a form may ask for what: least and greatest share of its scored items, as fractions of 1."""

    recall: tuple[float, float]
    application: tuple[float, float]
    analysis: tuple[float, float]

    def __post_init__(self) -> None:
        ranges = (self.recall, self.application, self.analysis)
        for least, greatest in ranges:
            if not 0.0 <= least <= greatest <= 1.0:
                raise ValueError(f"a range of shares must rise and lie between 0 and 1, not [{least}, {greatest}]")
        if sum(least for least, _ in ranges) > 1.0 + _ROUNDING or sum(most for _, most in ranges) < 1.0 - _ROUNDING:
            raise ValueError("no form can keep all three cognitive ranges: their shares cannot add up to 1")


@dataclass(frozen=True, slots=True)
class DomainItems:
    """How many items of a form one domain has: those that count and those on trial."""

    number: DomainNumber
    name: str
    scored: int
    pretest: int

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError(f"domain {self.number} has no name")
        if self.scored < 1 or self.pretest < 0:
            raise ValueError(
                f"domain {self.number} needs at least 1 scored item and no negative number of pretest items"
            )


@dataclass(frozen=True, slots=True)
class Makeup:
    """What one kind of sitting is made of: items by domain number, 1 to 5, those that count and those on trial.

    It can be sat in so many `parts` of equal length, each with its share of every domain and of the minutes.
    """

    scored: tuple[int, ...]
    pretest: tuple[int, ...]
    minutes: int
    parts: int

    def __post_init__(self) -> None:
        if len(self.scored) != len(DomainNumber) or len(self.pretest) != len(DomainNumber):
            raise ValueError("a sitting needs a number of items for each of the five domains")
        if min(*self.scored, *self.pretest) < 0 or sum(self.scored) < 1:
            raise ValueError("a sitting needs scored items, and no negative number of any")
        if self.minutes < 1:
            raise ValueError(f"a sitting needs at least 1 minute, not {self.minutes}")
        if self.parts < 1 or sum(self.scored) % self.parts or sum(self.pretest) % self.parts:
            raise ValueError(f"the items of a sitting cannot be divided into {self.parts} equal parts")

    @property
    def items(self) -> int:
        """All items of the sitting."""
        return sum(self.scored) + sum(self.pretest)


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a form of the exam looks like. `per_domain` goes by domain number, 1 to 5.

    The full exam can be sat in so many `parts`; `diagnostic` is the shorter sitting that is offered early, in its own.
    `target_expected` is the mean probability, over a form's scored items, that a minimally competent candidate is
    right. Raises ValueError with the reason when the parts contradict each other.
    """

    id: str
    name: str
    minutes: int
    scale: Scale
    target_expected: float
    cognitive: CognitiveRanges
    per_domain: tuple[DomainItems, ...]
    parts: int
    diagnostic: Makeup

    def __post_init__(self) -> None:
        if not self.id or not self.name:
            raise ValueError("the exam needs an id and a name")
        if self.minutes < 1:
            raise ValueError(f"the exam needs at least 1 minute, not {self.minutes}")
        if not 0.0 < self.target_expected < 1.0:
            raise ValueError(f"target_expected must lie between 0 and 1, not at {self.target_expected}")
        if [domain.number for domain in self.per_domain] != list(DomainNumber):
            raise ValueError("the domains must be 1 to 5, each once and in this order")
        if self.parts < 1 or self.scored_items % self.parts or self.pretest_items % self.parts:
            raise ValueError(f"the exam's items cannot be divided into {self.parts} equal parts")

    @property
    def weights(self) -> dict[DomainNumber, float]:
        """The percentage of the scored items each domain has."""
        return {domain.number: float(domain.weight) for domain in self.domains}

    @property
    def domains(self) -> tuple[Domain, ...]:
        """The five domains with their weights: the percentage of the scored items each has, 100 together."""
        weights = largest_remainder([domain.scored for domain in self.per_domain], 100)
        return tuple(
            Domain(number=domain.number, name=domain.name, weight=weight)
            for domain, weight in zip(self.per_domain, weights, strict=True)
        )

    @property
    def mock(self) -> Makeup:
        """The full exam as a sitting."""
        return Makeup(
            scored=tuple(domain.scored for domain in self.per_domain),
            pretest=tuple(domain.pretest for domain in self.per_domain),
            minutes=self.minutes,
            parts=self.parts,
        )

    @property
    def scored_items(self) -> int:
        """Items of a form that count."""
        return sum(domain.scored for domain in self.per_domain)

    @property
    def pretest_items(self) -> int:
        """Items of a form that are on trial and never count."""
        return sum(domain.pretest for domain in self.per_domain)
