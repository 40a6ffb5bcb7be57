"""Wins as readers, machines and those who keep them see them."""
