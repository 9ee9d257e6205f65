"""Limits a child process puts on itself before it touches what others wrote. Imports no Django: the child stays small.

Two locks keep it off the network: an empty network namespace, and a seccomp filter that also refuses to start
programs and to remove or rename files. One of the two is enough; where neither holds, the child refuses to work.
"""

import ctypes
import platform
import resource
import signal
import struct
from dataclasses import dataclass

MIB = 1024 * 1024

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
RETURN_ALLOW, RETURN_NOT_PERMITTED, RETURN_KILL = 0x7FFF0000, 0x00050001, 0x80000000
LOAD_WORD, JUMP_IF_EQUAL, JUMP_IF_NOT_LESS, RETURN = 0x20, 0x15, 0x35, 0x06

# Kernel's name of the machine, and the numbers of the calls that are refused.
MACHINES = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50,
            "socketpair": 53, "execve": 59, "kill": 62, "truncate": 76, "rename": 82, "rmdir": 84, "link": 86,
            "unlink": 87, "symlink": 88, "chmod": 90, "ptrace": 101, "mount": 165, "unlinkat": 263, "renameat": 264,
            "unshare": 272, "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311,
            "renameat2": 316, "bpf": 321, "execveat": 322, "io_uring_setup": 425,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "mount": 40, "truncate": 45, "unshare": 97,
            "ptrace": 117, "kill": 129, "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202,
            "connect": 203, "sendto": 206, "sendmsg": 211, "execve": 221, "open_by_handle_at": 265, "setns": 268,
            "process_vm_readv": 270, "process_vm_writev": 271, "renameat2": 276, "bpf": 280, "execveat": 281,
            "io_uring_setup": 425,
        },
    ),
}  # fmt: skip


class Unprotected(RuntimeError):
    """The kernel gives neither lock; untrusted files must not be opened here."""


@dataclass(frozen=True)
class Limits:
    """memory and written: bytes; cpu: seconds of processor time."""

    memory: int
    cpu: int
    written: int = 0


def enter(limits: Limits) -> None:
    """Locks this process. Call it after the imports and before the first foreign byte. Raises: Unprotected."""
    if limits.written == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written, limits.written))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    without_network = leave_network()
    filtered = refuse_calls()
    if not (without_network or filtered):
        raise Unprotected("no network namespace and no seccomp filter")


def leave_network() -> bool:
    """Into an empty network namespace. False where the kernel does not allow it without rights."""
    return ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0


def refuse_calls() -> bool:
    """A seccomp filter. False on another machine or a kernel without it."""
    if platform.machine() not in MACHINES:
        return False
    machine, calls = MACHINES[platform.machine()]
    refused = sorted(calls.values())
    program = [
        (LOAD_WORD, 0, 0, 4),
        (JUMP_IF_EQUAL, 1, 0, machine),
        (RETURN, 0, 0, RETURN_KILL),
        (LOAD_WORD, 0, 0, 0),
        # Numbers above belong to another calling convention of the same machine.
        (JUMP_IF_NOT_LESS, len(refused) + 1, 0, 0x40000000),
    ]
    for place, number in enumerate(refused):
        program.append((JUMP_IF_EQUAL, len(refused) - place, 0, number))
    program += [(RETURN, 0, 0, RETURN_ALLOW), (RETURN, 0, 0, RETURN_NOT_PERMITTED)]
    code = b"".join(struct.pack("=HBBI", *step) for step in program)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(header), 0, 0) == 0
