"""Products: what is handed over, made from a sealed release directory alone."""

from headload.products.make import PRODUCTS, make_products

__all__ = ["PRODUCTS", "make_products"]
