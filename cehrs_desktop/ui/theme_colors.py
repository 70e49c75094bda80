"""The program's colors in a light and a dark scheme; contrast of every pair in use is tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DomainColor:
    """One exam domain: a bar or dot on any background, and text on its tint."""

    bar: str
    text: str
    tint: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All colors of one scheme as `#rrggbb`. `border` only decorates; what can be operated has `control_border`."""

    window: str
    surface: str
    hover: str
    border: str
    control_border: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_text: str
    on_accent: str
    accent_tint: str
    track: str
    danger: str
    success: str
    focus: str
    sidebar: str
    sidebar_text: str
    sidebar_muted: str
    sidebar_selected: str
    sidebar_selected_text: str
    sidebar_focus: str
    domains: Mapping[int, DomainColor]

    def domain(self, number: int) -> DomainColor:
        """The color of domain 1 to 5 (by its official number)."""
        return self.domains[number]


# Hues after Okabe and Ito, told apart with any color vision; the name always stands beside them.
LIGHT = Palette(
    window="#f6f7f9",
    surface="#ffffff",
    hover="#eff3f5",
    border="#dfe4ea",
    control_border="#7f8a96",
    text="#17212b",
    muted="#5b6875",
    accent="#0b6e69",
    accent_hover="#095c58",
    accent_text="#0b6e69",
    on_accent="#ffffff",
    accent_tint="#e2f2f0",
    track="#e9edf1",
    danger="#b3261e",
    success="#0b6e69",
    focus="#0059b3",
    sidebar="#10242b",
    sidebar_text="#c9d6da",
    sidebar_muted="#8fa5ac",
    sidebar_selected="#1d3a43",
    sidebar_selected_text="#ffffff",
    sidebar_focus="#7cc4ff",
    domains=MappingProxyType(
        {
            1: DomainColor(bar="#0072b2", text="#00619a", tint="#e1eff8"),
            2: DomainColor(bar="#0b6e69", text="#0b6e69", tint="#e2f2f0"),
            3: DomainColor(bar="#d55e00", text="#a84800", tint="#fdeadb"),
            4: DomainColor(bar="#8a5aa8", text="#774694", tint="#f1e8f6"),
            5: DomainColor(bar="#a07400", text="#7a5900", tint="#f8efd6"),
        }
    ),
)

DARK = Palette(
    window="#10181c",
    surface="#1a2429",
    hover="#223037",
    border="#2d3b42",
    control_border="#74858d",
    text="#e6edf0",
    muted="#a3b3ba",
    accent="#4fc1b6",
    accent_hover="#6bd0c6",
    accent_text="#4fc1b6",
    on_accent="#06211f",
    accent_tint="#173532",
    track="#2a373d",
    danger="#ff9c92",
    success="#4fc1b6",
    focus="#7cc4ff",
    sidebar="#0a1114",
    sidebar_text="#c9d6da",
    sidebar_muted="#8fa5ac",
    sidebar_selected="#1d3a43",
    sidebar_selected_text="#ffffff",
    sidebar_focus="#7cc4ff",
    domains=MappingProxyType(
        {
            1: DomainColor(bar="#5aaee6", text="#8cc8f2", tint="#152f42"),
            2: DomainColor(bar="#35b0a4", text="#6fd3c9", tint="#123330"),
            3: DomainColor(bar="#f08a3c", text="#ffb27a", tint="#3d2512"),
            4: DomainColor(bar="#bd90d8", text="#d7b5ea", tint="#33233d"),
            5: DomainColor(bar="#cda23a", text="#e4c268", tint="#352a0e"),
        }
    ),
)
