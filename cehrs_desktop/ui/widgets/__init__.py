"""Widgets that all pages share: they show and emit, and know no activity."""
