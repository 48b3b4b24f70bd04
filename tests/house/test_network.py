"""In tests the network is shut: only this machine's own addresses may be reached."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError

DOCUMENTATION_ADDRESS = ("192.0.2.1", 80)  # TEST-NET-1 (RFC 5737): nobody's


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_the_outside_is_shut() -> None:
    with socket.socket() as outward, pytest.raises(SocketConnectBlockedError):
        outward.connect(DOCUMENTATION_ADDRESS)


def test_this_machine_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as inward,
    ):
        assert inward.getpeername() == server.getsockname()
