"""One module per app: what it shows and changes, called by each of the cast."""
