"""Practice: choosing a set of questions."""
