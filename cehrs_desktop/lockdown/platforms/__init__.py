"""One file a platform: every call to the operating system, and what can honestly be said of it."""
