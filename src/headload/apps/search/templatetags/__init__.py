"""Tags for what was found."""
