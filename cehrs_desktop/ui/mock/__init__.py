"""Mock exams and the diagnostic: what can be sat, what was left open, what came of earlier ones."""
