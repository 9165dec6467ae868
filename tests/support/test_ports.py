"""Servers of tests get ports of their own."""

from __future__ import annotations

import socket

import pytest

from tests.support.ports import free_port


def test_a_port_is_chosen_once_and_never_one_on_which_something_listens() -> None:
    first = free_port()
    with socket.socket() as server:
        server.bind(("127.0.0.1", first + 1))
        server.listen()
        later = [free_port() for _ in range(20)]
    assert {first, first + 1}.isdisjoint(later)
    assert len(set(later)) == 20


def test_two_workers_choose_different_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    of_one = {free_port() for _ in range(20)}
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    assert of_one.isdisjoint(free_port() for _ in range(20))
