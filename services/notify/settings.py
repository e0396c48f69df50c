"""What ``notify`` is told from outside."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings


class NotifySettings(ServiceSettings):
    """Prefix ``NOTIFY_``."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix="NOTIFY_")

    service: str = "notify"
    identity_key: SecretStr
    reader_keys: dict[str, SecretStr]
    desk_url: str = ""
