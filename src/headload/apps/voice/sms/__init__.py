"""Short messages about deadlines, sign-ons and requests, both ways."""
