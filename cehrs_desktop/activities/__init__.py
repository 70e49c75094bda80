"""What a learner can do: one file an activity, one transaction a step; each step returns what changed."""
