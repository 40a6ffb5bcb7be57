"""Pages that editors write, and that draw themselves from what all apps know."""
