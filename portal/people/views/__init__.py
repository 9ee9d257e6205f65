"""Pages about people: `door` without sign-in, `me` about oneself, `organisations` about others."""
