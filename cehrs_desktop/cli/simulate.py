"""`cehrs-desktop simulate`: takes simulated learners through a whole course and prints what they know on exam day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from statistics import fmean
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cehrs_desktop.activities.simulation import SimulationResult


def simulate(
    world: Annotated[str, typer.Option(help="How the learners' memory works: fsrs, exponential or act-r.")] = "fsrs",
    strength: Annotated[str, typer.Option(help="How well they remember: forgetful or strong.")] = "forgetful",
    days: Annotated[int, typer.Option(min=1, max=730, help="Study days until the exam.")] = 60,
    minutes: Annotated[float, typer.Option(min=1, max=600, help="Minutes of study a day.")] = 8,
    policy: Annotated[str, typer.Option(help="plain, weighted or exam-day.")] = "exam-day",
    learners: Annotated[int, typer.Option(min=1, help="How many.")] = 1,
    cards: Annotated[int, typer.Option(min=5, max=20000, help="In the exam's proportions.")] = 800,
    seed: Annotated[int, typer.Option(help="Of the first learner; the others follow.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Take simulated learners through a course and print what they know on exam day."""
    from cehrs_desktop.activities import simulation  # numpy and fsrs, which no other command should pay for
    from cehrs_desktop.rules.study.worlds import Strength, World, learner

    _one_of("--policy", policy, simulation.POLICIES)
    _one_of("--world", world, [each.value for each in World])
    _one_of("--strength", strength, [each.value for each in Strength])
    domains = simulation.domains_in_proportion(cards)
    results = [
        simulation.simulate(
            simulation.policy(policy),
            learner(World(world), Strength(strength), seed=each),
            domains,
            days=days,
            minutes_per_day=minutes,
            seed=each,
        )
        for each in range(seed, seed + learners)
    ]
    typer.echo(json.dumps([asdict(each) for each in results], indent=2) if as_json else _table(results))


def _one_of(option: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise typer.BadParameter(f"choose from {', '.join(choices)}", param_hint=option)


def _table(results: list[SimulationResult]) -> str:
    lines = [f"{'Domain':24}{'recall on exam day':>20}{'answers':>10}"]
    for domain in results[0].recall_by_domain:
        recall = fmean(each.recall_by_domain[domain] for each in results)
        answers = fmean(each.reviews_by_domain[domain] for each in results)
        lines.append(f"{domain:<24}{recall:>20.3f}{answers:>10.0f}")
    recall = fmean(each.weighted_recall for each in results)
    seen, minutes = fmean(each.cards_seen for each in results), fmean(each.minutes for each in results)
    lines += [
        f"{'By exam weight':24}{recall:>20.3f}",
        "",
        f"Learners {len(results)}, cards seen {seen:.0f}, minutes {minutes:.0f}",
        "Recall of cards is not an exam score.",
    ]
    return "\n".join(lines)
