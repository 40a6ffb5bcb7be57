"""SQLite whose writers wait for their turn, so that none gives up unlucky.

SQLite lets whoever waits ask again every tenth of a second, and gives up after a limit;
among busy writers some never ask at the right moment. The lock of the kernel (flock)
wakes those who wait when it is free, has no limit, and goes with the process that holds
it. Readers never wait (write-ahead log).
"""

import contextlib
import fcntl
import os
from pathlib import Path

from django.db.backends.sqlite3 import base

_BESIDE = "-turn"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that writes when it is its turn."""

    _turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        if self.transaction_mode == "IMMEDIATE" and not self.is_in_memory_db():
            self._wait()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        super()._commit()
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave()

    def _wait(self) -> None:
        path = Path(f"{self.settings_dict['NAME']}{_BESIDE}")
        with contextlib.suppress(OSError):  # a sealed folder: SQLite says it better
            self._turn = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None
