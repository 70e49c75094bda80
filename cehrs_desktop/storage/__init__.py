"""The learner's file: one SQLite database. Only this package knows SQL, and tables never leave it.

Questions and the learner's single steps are SQL, over `Database.reading()` and `Database.changing()`; what comes by the
hundred or seldom goes through SQLModel, in `Database.transaction()`. `tables` is the one description of the schema.
"""
