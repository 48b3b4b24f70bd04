"""The trade model: Caliendo-Parro exact hats over countries and sectors."""
