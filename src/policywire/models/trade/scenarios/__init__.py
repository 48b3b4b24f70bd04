"""Scenarios: files read, changes compiled to a shock, run whole, and told to machines."""
