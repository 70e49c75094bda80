"""Settings: what people change in front, the rest under Advanced."""
