"""What ``correspondence`` is told from outside."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self
from uuid import UUID

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings
from services.correspondence.conference import Conference, TeamsAccount, TeamsLink, TypedLink
from services.correspondence.policy.members import MADE_UP, Member, members
from services.correspondence.post import KINDS

NO_TEMPLATE = UUID(int=0)


class CorrespondenceSettings(ServiceSettings):
    """Prefix ``CORRESPONDENCE_``."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_prefix="CORRESPONDENCE_")

    service: str = "correspondence"
    notify_api_key: SecretStr
    notify_api_url: str
    notify_callback_token: SecretStr | None = None
    notify_templates: dict[str, UUID] = Field(default_factory=dict)
    clamd_host: str = "127.0.0.1"
    clamd_port: int
    identity_url: str = ""
    trends_url: str = ""
    site_name: str = "Serious child safeguarding incidents"
    organiser: str = "secretariat@panel.example"
    task_owner: str | None = None
    teams_tenant: str = ""
    teams_client_id: str = ""
    teams_client_secret: SecretStr | None = None
    teams_organiser: str = ""
    members_file: Path | None = None

    @model_validator(mode="after")
    def register_can_be_read(self) -> Self:
        """A register with an error stops the start, and not the first page that needs it."""
        members(self.members_file)
        return self

    @model_validator(mode="after")
    def organiser_exists(self) -> Self:
        """Answers to an invitation come to a mailbox of the national body's own, and to no made-up one."""
        if self.environment == "production" and self.organiser.endswith(".example"):
            raise ValueError("production needs an organiser: the mailbox that invites.")
        return self

    @model_validator(mode="after")
    def each_message_has_a_template(self) -> Self:
        """The provider gives each template an id of its own: a message without one would never leave."""
        lacking = [kind for kind in KINDS if kind not in self.notify_templates]
        if self.environment == "production" and lacking:
            raise ValueError(f"production needs notify_templates for {', '.join(lacking)}.")
        return self

    @property
    def templates(self) -> Mapping[str, UUID]:
        """Every message's template; a stand-in takes any."""
        return {kind: self.notify_templates.get(kind, NO_TEMPLATE) for kind in KINDS}

    @model_validator(mode="after")
    def teams_is_whole(self) -> Self:
        """An account of Teams in parts makes no link, and nobody would know why."""
        given = (self.teams_tenant, self.teams_client_id, self.teams_client_secret)
        if any((*given, self.teams_organiser)) and not all((*given, self.teams_organiser)):
            raise ValueError("Teams needs teams_tenant, _client_id, _client_secret and _organiser.")
        return self

    @property
    def conference(self) -> Conference:
        """What makes links to meetings: Teams where there is an account, else whoever types one."""
        if self.teams_client_secret is None:
            return TypedLink()
        secret = self.teams_client_secret.get_secret_value()
        account = TeamsAccount(
            self.teams_tenant, self.teams_client_id, secret, self.teams_organiser
        )
        return TeamsLink(account)

    @property
    def register(self) -> tuple[Member, ...]:
        """The members that this installation brings; made-up ones beside made-up data alone."""
        return members(self.members_file or (MADE_UP if self.made_up_data else None))
