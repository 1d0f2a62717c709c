"""A lock on an open file that ends with the process, however that ends."""

from __future__ import annotations

import sys
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    _FAR = 0x7FFF_FFFF

    def is_locked(file: BinaryIO) -> bool:
        """Lock it; False where another process has."""
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import errno
    import fcntl

    def is_locked(file: BinaryIO) -> bool:
        """Lock it; False where another process has. A file system without locks is taken at its word."""
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in {errno.EWOULDBLOCK, errno.EACCES}
        return True
