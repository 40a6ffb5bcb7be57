"""The rooms a survey walks through, from read to publish.

Rooms do not import one another; `pipeline` is the only module that knows all six.
"""
