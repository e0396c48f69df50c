"""Ports for servers that are started here."""

import socket

import pytest

from deploy.local import processes
from deploy.local.processes import StartFailed, free_port

LENT_FROM = 32_768


def test_a_port_is_none_that_the_system_lends_to_clients() -> None:
    assert free_port() < LENT_FROM


def test_where_every_port_is_taken_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(processes, "PORTS", range(port, port + 1))
        with pytest.raises(StartFailed, match="No port"):
            free_port()
