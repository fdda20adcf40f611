"""What the page about the data is composed of: freshness, notices, the sample, versions, the dictionary."""
