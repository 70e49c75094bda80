"""macOS: what the bundle says of itself, how it is signed, and the disk image."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from cehrs_packaging import product

ENTITLEMENTS = str(product.CHECKOUT / "packaging" / "macos" / "entitlements.plist")

OLDEST_MACOS = "13.0"
"""What Qt 6.11 asks for."""


def info_plist() -> dict[str, object]:
    """What Info.plist has beside what PyInstaller writes."""
    return {
        "CFBundleDisplayName": product.NAME,
        "CFBundleShortVersionString": product.VERSION,
        "CFBundleVersion": product.VERSION,
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSCameraUsageDescription": product.CAMERA_TEXT,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": product.COPYRIGHT,
        "NSMicrophoneUsageDescription": product.MICROPHONE_TEXT,
    }


def signing_identity() -> str | None:
    """Whose signature the parts get, from CEHRS_MACOS_IDENTITY; None leaves them signed for this machine only."""
    return os.environ.get("CEHRS_MACOS_IDENTITY") or None


def make_dmg(bundle: Path, target: Path) -> Path:
    """A disk image with the program and a link to Applications beside it."""
    staged = product.BUILD / "dmg"
    subprocess.run(["rm", "-rf", staged], check=True)
    staged.mkdir(parents=True)
    subprocess.run(["ditto", bundle, staged / bundle.name], check=True)
    (staged / "Applications").symlink_to("/Applications")
    subprocess.run(
        ["hdiutil", "create", "-volname", product.NAME, "-srcfolder", staged, "-format", "ULMO", "-ov", target],
        check=True,
    )
    return target
