"""What comes of an equilibrium: outcomes, first-order effects, exact parts of real income."""
