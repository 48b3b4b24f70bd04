"""Press room."""
