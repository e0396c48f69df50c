"""What ``review`` is told from outside."""

from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class ReviewSettings(ServiceSettings):
    """Prefix ``REVIEW_``."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix="REVIEW_")

    service: str = "review"
