"""Side by side: what a plan of tables costs Headload, bare SQL, svy and R survey.

One opinion: a comparison counts only when both sides gave the same figures, so
every contestant hands its figures back and they are compared first.
"""
