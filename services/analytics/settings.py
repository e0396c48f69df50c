"""What ``analytics`` is told from outside."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class AnalyticsSettings(ServiceSettings):
    """Prefix ``ANALYTICS_``."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix="ANALYTICS_")

    service: str = "analytics"
