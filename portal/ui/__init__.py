"""The design system: css, js, icons, template tags, the frame of every page and the catalogue of parts."""
