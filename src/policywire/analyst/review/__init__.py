"""Review: what is right and wrong with an article that somebody else wrote."""
