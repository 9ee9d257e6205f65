"""Builds the data that is measured: much of it, in one go, the same each time."""
