"""Cards in and out: formats, hostile files, the whole way into a study file."""
