"""Many scenarios to disk: streamed, resumed, on any executor."""
