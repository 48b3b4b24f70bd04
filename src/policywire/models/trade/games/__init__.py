"""Tariffs that players choose: best responses, Nash tariffs, optimal tariffs."""
