"""The database's type for each type of the Table Schema standard; what is not here is kept as text."""

from __future__ import annotations

# What the bureau's own records are kept as.
STORED_AS = {
    "date": "DATE",
    "yearmonth": "DATE",
    "boolean": "BOOLEAN",
    "integer": "INTEGER",
    "year": "INTEGER",
    "number": "DOUBLE",
}
# Another bureau's whole numbers may be of any size, and its numbers are printed as they are written.
STANDARD_STORED_AS = {
    **STORED_AS,
    "integer": "HUGEINT",
    "datetime": "TIMESTAMP",
    "time": "TIME",
    "yearmonth": "VARCHAR",
}
