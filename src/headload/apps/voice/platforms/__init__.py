"""Platforms: demands side by side, provision by provision."""
