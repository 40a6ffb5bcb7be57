"""Somebody who writes to a site as fast as she can: ``python -m faults.writer N``.

Adds one to a number in an organisation's note, N times, or for ever with 0; each write
that was acknowledged is a line ``ok``, each that was not a line ``error`` with the
moment. A counter per writer shows afterwards whether anything was lost. She rests for
``FAULTS_PAUSE`` seconds after each.
"""

import os
import sys
import time

import django


def main(name: str, times: int) -> None:
    """Write `times` counts; for ever with 0."""
    django.setup()
    from django.db import DatabaseError, InterfaceError, connection

    from faults.written import write

    pause = float(os.environ.get("FAULTS_PAUSE", "0"))
    number = 0
    while not times or number < times:
        try:
            write(name, number)
        except (DatabaseError, InterfaceError) as error:
            print(f"error {time.time():.2f} {type(error).__name__}", flush=True)  # noqa: T201
            connection.close()
            time.sleep(0.05)
            if times:
                number += 1
        else:
            print(f"ok {time.time():.2f} {number}", flush=True)  # noqa: T201
            number += 1
            time.sleep(pause)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
