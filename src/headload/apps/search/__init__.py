"""Search over everything on the site: the same answers on any database."""
