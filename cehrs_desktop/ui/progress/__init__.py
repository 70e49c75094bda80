"""The Progress page: where the learner stands, by domain, and how it came about."""
