"""Proves a client or a transport on raw sockets: run it before you trust it with what people receive.

Each scenario is a server on loopback that follows a script, the calls that are made, and the outcomes that are right.
"""

from __future__ import annotations

from .._runtime.testing.wire import SCENARIOS, Scenario, run, run_scenario

__all__ = ["SCENARIOS", "Scenario", "run", "run_scenario"]
