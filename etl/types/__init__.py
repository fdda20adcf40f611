"""What the bureau keeps: its record types, their columns and words, its reference data and its calendar."""
