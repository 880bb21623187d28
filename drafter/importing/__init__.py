"""Reads what others numbered: instruments into registers of provisions, and lists into a case."""
