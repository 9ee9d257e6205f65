"""Bringing rows in from files: reading tables, judging values, reporting by row. The apps say what a row means."""
