"""One question at a time, with key and reasons after each answer."""
