"""One source: from the worked solution to everything that is derived from it."""
