"""Rulings: claims of what the law says, what happened under it, and what the Fed decided."""
