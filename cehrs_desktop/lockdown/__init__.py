"""What holds an exam's screen and keyboard, and what notices the rest. Qt, but no widgets; no storage.

Everything here dies with the process: nothing is written to the system, nothing of it is left after a crash.
"""
