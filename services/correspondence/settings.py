"""What ``correspondence`` is told from outside."""

from pathlib import Path
from typing import Self

from pydantic import SecretStr, model_validator
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
    task_owner: str | None = None
    members_file: Path | None = None

    @model_validator(mode="after")
    def register_can_be_read(self) -> Self:
        """A register with an error stops the start, and not the first page that needs it."""
        members(self.members_file)
        return self

    @property
    def register(self) -> tuple[Member, ...]:
        """The members that this installation brings; made-up ones beside made-up data alone."""
        return members(self.members_file or (MADE_UP if self.made_up_data else None))
