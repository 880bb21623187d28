"""Drafter makes official follow-up letters from a case and a brief."""

__version__ = "0.1.0"
