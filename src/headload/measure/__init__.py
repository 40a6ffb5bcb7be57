"""The rooms a survey walks through: read, harmonise, derive, estimate, protect, publish.

Rooms do not import one another; `pipeline` is the only module that knows all six.
"""
