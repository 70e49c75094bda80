"""Where the learner stands, what to do next, and the road to and after the credential."""
