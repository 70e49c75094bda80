"""Tests mirror the package; `journeys/` are whole flows through the real window."""
