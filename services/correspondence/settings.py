"""What ``correspondence`` is told from outside."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings
from services.correspondence.policy.members import MADE_UP, Member, members


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
    members_file: Path | None = None

    @property
    def register(self) -> tuple[Member, ...]:
        """The members of the national body; made-up ones beside made-up data alone."""
        return members(self.members_file or (MADE_UP if self.made_up_data else None))
