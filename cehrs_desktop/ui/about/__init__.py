"""About: who made this, for whom it does not speak, and where the learner's data is."""
