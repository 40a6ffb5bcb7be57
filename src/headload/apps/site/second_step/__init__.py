"""Signing in takes a password and a code: who needs it, the codes, the pages."""
