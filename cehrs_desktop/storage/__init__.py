"""The learner's file: one SQLite database. Only this package knows SQL, and tables never leave it.

Questions are asked in SQL over `Database.reading()`; changes are made with SQLModel in `Database.transaction()`.
"""
