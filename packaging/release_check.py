"""Says what keeps this version from being released: `make release-check`. Exits with 1 if anything does.

What a program can't look at is in RELEASE.md.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from cehrs_packaging import product, release


def main() -> int:
    """Look at facts, changes and names; returns the exit code."""
    command = [sys.executable, "-m", "cehrs_desktop", "content", "stats", "--json"]
    told = subprocess.run(command, cwd=product.CHECKOUT, check=True, stdout=subprocess.PIPE).stdout
    changes = (product.CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = [
        *release.old_facts(json.loads(told)),
        *release.untold_changes(changes, product.VERSION),
        *release.placeholders(MAINTAINER=product.MAINTAINER),
    ]
    for each in found:
        print(each, file=sys.stderr)
    print(
        f"{product.NAME} {product.VERSION}: " + (f"{len(found)} things stop a release." if found else "nothing found.")
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
