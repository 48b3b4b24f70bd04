"""How sure an answer is: draws of elasticities, tornado, the same shock in poorer models."""
