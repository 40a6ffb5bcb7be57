"""Trials of Headload under faults: kills, full disks, restarts, crowds, moved clocks.

``python -m faults`` (``make faults``) tries them one after the other in a folder of its
own and says what came of each. They take long and have clocks in them, so they are no
part of the test suite; what can be proven without a clock is proven there too.
"""
