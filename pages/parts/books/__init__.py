"""Whole pages as one workbook: which sheets each has, and the address under which it is made."""
