"""Shared vocabulary and components of the website."""
