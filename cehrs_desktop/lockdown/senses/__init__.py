"""Camera and microphone: counted and metered in memory, never kept. All optional."""
