"""The rehearsal of a proctored sitting: start page, check-in, covers and messages, leaving, the incident list."""
