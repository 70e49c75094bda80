"""What studying and sitting an exam mean: plain Python, numpy and fsrs; no Qt, SQL, files, clock or unseeded dice."""
