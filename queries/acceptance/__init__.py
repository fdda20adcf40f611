"""Joint acceptance: the rate pooled and by month, the rank in the city, what was published, segments and plans."""
