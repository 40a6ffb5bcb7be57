"""Changed bytes for every reader of what others send: ``python -m fuzz``.

A reader may refuse (`HeadloadError`) or give what it read; anything else is a fault.
Runs under atheris (libFuzzer), which looks for inputs that reach new code; each reader
in a process of its own, so that a crash of one is told and stops no other.
"""
