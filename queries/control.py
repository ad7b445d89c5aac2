"""What the forking process and its user say to each other: fork one, end one.

Each order has one reply. The reply to a fork carries one end of the new query
process's socket.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass

FORK = "fork"
END = "end"
_MESSAGE_BYTES = 65536


@dataclass(frozen=True)
class Order:
    """What the forking process is to do: end which child, or fork one that may connect."""

    do: str
    pid: int = 0
    outward: bool = False

    def packed(self) -> bytes:
        """Return the order as bytes."""
        return json.dumps([self.do, self.pid, self.outward]).encode()


def next_order(control: socket.socket) -> Order | None:
    """Return the next order; None when the user has hung up."""
    message = control.recv(_MESSAGE_BYTES)
    return Order(*json.loads(message)) if message else None


def forked(control: socket.socket, pid: int, channel: socket.socket) -> None:
    """Reply with a new query process and the user's end of its socket."""
    socket.send_fds(control, [json.dumps({"pid": pid}).encode()], [channel.fileno()])


def ended(control: socket.socket, code: int, said: str) -> None:
    """Reply with how a query process ended."""
    control.sendall(json.dumps({"code": code, "said": said}).encode())


def order_fork(control: socket.socket, *, outward: bool) -> tuple[int, socket.socket]:
    """Order a new query process; return its id and the socket to talk to it.

    Raises:
        EOFError: the forking process is gone.
    """
    control.sendall(Order(FORK, outward=outward).packed())
    message, handles, _, _ = socket.recv_fds(control, _MESSAGE_BYTES, 1)
    if not message:
        raise EOFError
    return json.loads(message)["pid"], socket.socket(fileno=handles[0])


def order_end(control: socket.socket, pid: int) -> tuple[int, str]:
    """Order the end of a query process; return its exit code and last words.

    Raises:
        EOFError: the forking process is gone.
    """
    control.sendall(Order(END, pid).packed())
    message = control.recv(_MESSAGE_BYTES)
    if not message:
        raise EOFError
    reply = json.loads(message)
    return reply["code"], reply["said"]
