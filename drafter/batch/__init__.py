"""Batches: one brief, many recipients; everything is checked before the first letter is written."""
