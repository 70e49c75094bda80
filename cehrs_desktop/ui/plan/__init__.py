"""The Plan page: what to do on which day until the exam."""
