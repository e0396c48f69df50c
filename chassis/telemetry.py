"""Metrics and traces, through FastStream's own middlewares; traces only where a collector is named."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from faststream.kafka.opentelemetry import KafkaTelemetryMiddleware
from faststream.kafka.prometheus import KafkaPrometheusMiddleware
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import CollectorRegistry, Gauge

from chassis.conn import Conn
from chassis.seal_log import head


class Telemetry:
    """One service's metrics registry, its tracer where one is wanted, and its gauges."""

    def __init__(self, service: str) -> None:
        """Traces go to ``OTEL_EXPORTER_OTLP_ENDPOINT`` when that is set, else nowhere."""
        self.registry = CollectorRegistry()
        self._service = service
        self.tracing = self._tracer() if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") else None
        self._unpublished = self._gauge("journal_unpublished_rows", "journal rows not yet in Kafka")
        self._age = self._gauge("journal_oldest_unpublished_seconds", "age of the oldest such row")
        self._seal = self._gauge("access_log_seal_number", "seals of the access log; never fewer")
        self._unsealed = self._gauge(
            "access_log_oldest_unsealed_seconds", "age of the oldest row of it without a seal"
        )
        self._parked = Gauge(
            "parked_messages", "messages held for a person", ["status"], registry=self.registry
        )

        self._watched: dict[str, tuple[Gauge, Callable[[Conn], Awaitable[float]]]] = {}

    def watch(self, name: str, words: str, count: Callable[[Conn], Awaitable[float]]) -> None:
        """A gauge of a service's own, counted whenever metrics are read; a name has one."""
        known = self._watched.get(name)
        self._watched[name] = (known[0] if known else self._gauge(name, words), count)

    def _gauge(self, name: str, words: str) -> Gauge:
        return Gauge(name, words, registry=self.registry)

    def _tracer(self) -> TracerProvider:
        provider = TracerProvider(resource=Resource.create({"service.name": self._service}))
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        return provider

    def middlewares(self) -> list[Any]:
        """FastStream's middlewares for this service's broker."""
        metrics: list[Any] = [
            KafkaPrometheusMiddleware(registry=self.registry, app_name=self._service)
        ]
        if self.tracing:
            metrics.append(KafkaTelemetryMiddleware(tracer_provider=self.tracing))
        return metrics

    async def refresh(self, conn: Conn) -> None:
        """Read the gauges that live in the database."""
        row = await conn.fetchrow(
            """
            select count(*) as rows, coalesce(extract(epoch from clock_timestamp() - (
                select recorded_at from journal
                where position = (select min(position) from journal_waiting)
            )), 0) as age
            from journal_waiting
            """
        )
        assert row, "an aggregate always has a row"
        self._unpublished.set(row["rows"])
        self._age.set(float(row["age"]))
        sealed = await head(conn)
        self._seal.set(sealed.number)
        self._unsealed.set(sealed.waits_s)
        held = await conn.fetch(
            """
            select status, count(*) as count from parked
            where status in ('parked', 'waiting', 'gap') group by status
            """
        )
        counts = {row["status"]: row["count"] for row in held}
        for status in ("parked", "waiting", "gap"):
            self._parked.labels(status).set(counts.get(status, 0))
        for gauge, count in self._watched.values():
            gauge.set(await count(conn))
