"""What Voice knows of a Programme or an Initiative."""
