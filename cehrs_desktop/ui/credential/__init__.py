"""The road to the credential: eligibility, checklist, the exam's outcome, and the certification."""
