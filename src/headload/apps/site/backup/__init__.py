"""A site in one file, and a site out of it again."""
