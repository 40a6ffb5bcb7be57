"""Tags that templates of all apps know."""
