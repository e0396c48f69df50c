"""What ``correspondence`` is told from outside."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class CorrespondenceSettings(ServiceSettings):
    """Prefix ``CORRESPONDENCE_``."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix="CORRESPONDENCE_")

    service: str = "correspondence"
    notify_api_key: SecretStr
    notify_api_url: str
    notify_callback_token: SecretStr | None = None
    clamd_host: str = "127.0.0.1"
    clamd_port: int
    identity_url: str = ""
    trends_url: str = ""
