"""The desk of Voice: its lists, by what they are about."""
