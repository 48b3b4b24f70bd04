"""Charts: one file a mark, and what they share: look, scales, labels, SVG."""
