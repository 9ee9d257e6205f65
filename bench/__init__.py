"""Measures the site: `bin/bench` says how."""
