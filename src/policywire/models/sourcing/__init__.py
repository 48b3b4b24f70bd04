"""Where to build and buy: landed cost, sites, and the value of waiting."""
