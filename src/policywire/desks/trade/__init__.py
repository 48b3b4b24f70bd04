"""The trade desk: U.S. trade with Mexico and Canada, tariffs, and what surrounds them."""
