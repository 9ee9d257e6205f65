"""The demo: a fixed cast and a year of their work, made by the same services and imports a real site uses."""
