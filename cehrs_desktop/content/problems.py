"""What can be wrong with a pack, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cehrs_desktop.errors import UserError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a pack: where, and in a plain sentence what.

    `file` is relative to the pack's folder ('.' is the folder itself). `id` names the topic, source, flashcard or item,
    or its place in the file where it has no usable id ("entry 3"); None when the whole file is meant.
    """

    file: str
    id: str | None
    sentence: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.id, self.sentence) if part)


class BrokenPack(UserError):
    """A pack that cannot be used, with everything that is wrong with it."""

    def __init__(self, pack: str, problems: Iterable[Problem]) -> None:
        """`pack` is the name of its folder; `problems` are all of them, by file."""
        self.pack = pack
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        lines = "\n".join(str(problem) for problem in self.problems)
        super().__init__(
            f"The content pack {pack} cannot be used, because it has {count}:\n{lines}\n"
            "Install CEHRS Trainer again, or mend these files."
        )
