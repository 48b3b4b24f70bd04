"""The firm's choice to claim a preference: what content costs, and whether the claim pays."""
