"""The gravity model: trade costs estimated from flows, worlds built on them, one sector."""
