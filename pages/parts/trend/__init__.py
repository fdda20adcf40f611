"""The trend of a KPI: its months, what they signal in words, and the chart."""
