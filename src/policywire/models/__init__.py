"""Economics: calibrated baselines in, results with certificates out."""
