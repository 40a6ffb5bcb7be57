"""Own pages of Voice: asking for numbers, answering, claims and testimony."""
