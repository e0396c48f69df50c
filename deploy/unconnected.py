"""The four services as their ``app.py`` puts them together, not connected to anything: for tests and documents."""

import base64
from importlib import import_module
from typing import Any

from fastapi import FastAPI

from chassis.service import Service
from contracts.topics import SERVICES

KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
SHARED: dict[str, Any] = {
    "database_dsn": "postgresql://nobody@nowhere.test/none",
    "kafka_bootstrap": "nowhere.test:9092",
    "wrapping_key": KEY,
    "issuer": "http://issuer.test",
    "client_id": "test",
    "client_secret": "secret",
    "audience": "cspr-test",
    "public_url": "http://service.test",
}
OWN: dict[str, dict[str, Any]] = {
    "notify": {"identity_key": KEY, "reader_keys": {"review": KEY, "correspondence": KEY}},
    "correspondence": {
        "notify_api_key": "test-" + "00000000-0000-4000-8000-000000000000-" * 2,
        "notify_api_url": "http://notify.test",
        "clamd_port": 1,
    },
}


def app_of(name: str, **more: Any) -> FastAPI:
    """One service's application, built by its own ``build``."""
    module = import_module(f"services.{name}.app")
    kind = getattr(import_module(f"services.{name}.settings"), f"{name.capitalize()}Settings")
    built: FastAPI = module.build(kind(**{**SHARED, **OWN.get(name, {}), **more}))
    return built


def service(name: str, **more: Any) -> Service:
    """What that application's parts share."""
    found: Service = app_of(name, **more).state.service
    return found


def all_services() -> dict[str, Service]:
    """All four, by name."""
    return {name: service(name) for name in SERVICES}
