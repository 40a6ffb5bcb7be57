"""Demands, gaps and requests as readers, machines and the desk see them."""
