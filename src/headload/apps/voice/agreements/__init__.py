"""Agreements as readers and machines see them."""
