"""Dividing a whole number by shares: quotas of topics, weights of domains."""

from __future__ import annotations

from collections.abc import Sequence


def largest_remainder(shares: Sequence[int], total: int) -> tuple[int, ...]:
    """Divide `total` into whole parts in proportion to `shares`; the parts add up to `total`.

    Every part is its exact quota rounded down; what is left goes, one each, to the largest remainders, a tie to the
    lower position (Hamilton's method). Computed in whole numbers, so no rounding decides a tie.

    Raises ValueError for a negative share or total, and when all shares are zero.
    """
    whole = sum(shares)
    if total < 0 or whole <= 0 or min(shares) < 0:
        raise ValueError(f"Cannot divide {total} by the shares {list(shares)}.")
    parts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda position: -(total * shares[position] % whole))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return tuple(parts)
