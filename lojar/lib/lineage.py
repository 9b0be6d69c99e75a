"""A process that was started for another one must not outlive it, not even when that one is killed with -9."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(parent: int, how: int = signal.SIGTERM) -> None:
    """Ask the kernel for `how` when `parent` ends; at once, when it has ended already."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "prctl"):  # elsewhere than on Linux there is no such promise to ask for
        libc.prctl(PR_SET_PDEATHSIG, how)
    if os.getppid() != parent:
        os.kill(os.getpid(), how)
