"""Text packs <-> plain objects: reading them, the checks they must pass, their figures and fingerprints."""
