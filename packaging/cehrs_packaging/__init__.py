"""Turns the checkout into what learners install. No part of the program: nothing of it is installed."""
