"""Search over everything on the site: one module, two engines, the same answers."""
