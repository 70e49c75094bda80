"""How much memory this process has in use."""

from __future__ import annotations

from pathlib import Path


def resident_megabytes() -> float:
    """VmRSS in MB (10⁶ bytes), shared libraries included; nan where the system doesn't tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    (kibibytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kibibytes) * 1024 / 1e6
