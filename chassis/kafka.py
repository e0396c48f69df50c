"""The Kafka options of this system, every one said, for FastStream's broker and for the relay."""

import ssl
from collections.abc import Mapping
from typing import Any

from faststream.kafka import KafkaBroker
from faststream.security import BaseSecurity, SASLScram512

from chassis.settings import ServiceSettings

MAX_BATCH_BYTES = 256 * 1024
REQUEST_TIMEOUT_MS = 10_000
METADATA_AGE_MS = 30_000
"""So long it may take until a topic that is made while a service runs is heard."""


def security(settings: ServiceSettings) -> BaseSecurity | None:
    """How clients prove who they are; plain text only where production does not run."""
    if settings.kafka_security == "PLAINTEXT":
        return None
    context = ssl.create_default_context()
    if settings.kafka_security == "SSL":
        return BaseSecurity(ssl_context=context)
    assert settings.kafka_username, "SASL_SSL needs a user name"
    assert settings.kafka_password, "SASL_SSL needs a password"
    return SASLScram512(
        username=settings.kafka_username,
        password=settings.kafka_password.get_secret_value(),
        ssl_context=context,
    )


def make_broker(settings: ServiceSettings, middlewares: Any = ()) -> KafkaBroker:
    """FastStream's broker: it consumes; what leaves goes through the relay."""
    return KafkaBroker(
        settings.kafka_bootstrap.split(","),
        client_id=settings.service,
        security=security(settings),
        acks="all",
        enable_idempotence=True,
        request_timeout_ms=REQUEST_TIMEOUT_MS,
        metadata_max_age_ms=METADATA_AGE_MS,
        allow_auto_create_topics=False,
        apply_types=False,
        graceful_timeout=10,
        middlewares=middlewares,
        logger=None,
    )


def producer_options(settings: ServiceSettings) -> Mapping[str, Any]:
    """Options of the relay's producer."""
    return {
        "bootstrap_servers": settings.kafka_bootstrap,
        "client_id": f"{settings.service}-relay",
        "acks": "all",
        "enable_idempotence": True,
        "linger_ms": 0,
        "max_batch_size": MAX_BATCH_BYTES,
        "max_request_size": 1024 * 1024,
        "request_timeout_ms": REQUEST_TIMEOUT_MS,
        "metadata_max_age_ms": METADATA_AGE_MS,
        **_proof(settings),
    }


def consumer_options(settings: ServiceSettings) -> Mapping[str, Any]:
    """Options of a reader outside every group: it begins where it is told to, and commits nothing."""
    return {
        "bootstrap_servers": settings.kafka_bootstrap,
        "client_id": f"{settings.service}-replay",
        "group_id": None,
        "enable_auto_commit": False,
        "auto_offset_reset": "earliest",
        "fetch_max_wait_ms": 10,  # what is to be read is there: a lane that is through holds up no other
        "request_timeout_ms": REQUEST_TIMEOUT_MS,
        "metadata_max_age_ms": METADATA_AGE_MS,
        **_proof(settings),
    }


def admin_options(settings: ServiceSettings) -> Mapping[str, Any]:
    """Options of who makes topics and says who may use them."""
    return {
        "bootstrap_servers": settings.kafka_bootstrap,
        "client_id": f"{settings.service}-admin",
        "request_timeout_ms": REQUEST_TIMEOUT_MS,
        **_proof(settings),
    }


def _proof(settings: ServiceSettings) -> Mapping[str, Any]:
    """The same as ``security``, in aiokafka's words."""
    options: dict[str, Any] = {"security_protocol": settings.kafka_security}
    if settings.kafka_security != "PLAINTEXT":
        options["ssl_context"] = ssl.create_default_context()
    if settings.kafka_security == "SASL_SSL":
        password = settings.kafka_password
        options |= {
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_plain_username": settings.kafka_username,
            "sasl_plain_password": password.get_secret_value() if password else None,
        }
    return options
