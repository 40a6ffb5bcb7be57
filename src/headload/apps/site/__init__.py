"""The site: pages that draw themselves from all apps."""
