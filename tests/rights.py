"""Rights of files as anybody has them, also where the tests run as root, whom they do not bind."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CAPABILITY_VERSION = 0x20080522  # linux/capability.h
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
PR_CAPBSET_DROP = 24  # linux/prctl.h


def like_anybody() -> None:
    """In a child before it runs a program: gives up root's right to open any file, for good."""
    if sys.platform == "linux" and os.geteuid() == 0:
        for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


@contextmanager
def closed(path: Path, mode: int = 0) -> Iterator[None]:
    """``path`` has the rights ``mode`` for as long as this lasts."""
    usual = path.stat().st_mode
    path.chmod(mode)
    try:
        yield
    finally:
        path.chmod(usual)


@contextmanager
def anybody() -> Iterator[None]:
    """This thread may open only what its user's rights allow, also where the user is root."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    library = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    usual = (ctypes.c_uint32 * 6)()  # twice: effective, permitted, inheritable
    assert library.capget(header, usual) == 0
    less = (ctypes.c_uint32 * 6)(*usual)
    less[0] &= ~(1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH)
    assert library.capset(header, less) == 0
    try:
        yield
    finally:
        assert library.capset(header, usual) == 0
