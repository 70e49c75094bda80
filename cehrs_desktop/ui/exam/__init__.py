"""Sitting an exam: the pages from its disclaimer to its report."""
