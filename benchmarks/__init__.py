"""Benchmarks: the product against the least that could do the same, each pair measured in one run."""
