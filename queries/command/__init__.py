"""The command line of the numbers: what was asked, the answer, and how it is told, as JSON, CSV or Chinese."""
