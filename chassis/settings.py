"""What every service is told from outside, once; production refuses what is for demonstrations."""

from pathlib import Path
from typing import Literal, Self

from pydantic import SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Settings that all services share; a service adds its own and its prefix."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    service: str
    environment: Literal["local", "production"] = "local"
    database_dsn: SecretStr
    kafka_bootstrap: str
    kafka_security: Literal["PLAINTEXT", "SASL_SSL", "SSL"] = "PLAINTEXT"
    kafka_username: str | None = None
    kafka_password: SecretStr | None = None
    topic_suffix: str = ""
    instance: str | None = None
    wrapping_key: SecretStr
    clock_file: Path | None = None
    crash_at: str | None = None
    bundled_sign_in: bool = False
    issuer: str
    client_id: str
    client_secret: SecretStr
    audience: str
    public_url: str
    made_up_data: bool = True
    accessibility_contact: str = "accessibility@panel.example"
    accessibility_answer_days: int = 5
    pool_size: int = 8
    batch_size_max: int = 500
    relay_batch_size_max: int = 1000
    ask_wait_s_max: float = 3.0

    @model_validator(mode="after")
    def access_tokens_are_told_apart(self) -> Self:
        """An ID token is meant for the client: were that the audience, it would open the interface."""
        if self.audience == self.client_id:
            message = "audience must differ from client_id"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def production_is_strict(self) -> Self:
        """Refuse, in production, what only a demonstration or a test may do."""
        if self.environment == "production":
            loose = {
                "clock_file": self.clock_file is not None,
                "crash_at": self.crash_at is not None,
                "bundled_sign_in": self.bundled_sign_in,
                "kafka_security": self.kafka_security == "PLAINTEXT",
                "made_up_data": self.made_up_data,
                "topic_suffix": bool(self.topic_suffix),
                "accessibility_contact": self.accessibility_contact.endswith(".example"),
            }
            named = ", ".join(name for name, wrong in loose.items() if wrong)
            if named:
                message = f"production refuses these settings: {named}"
                raise ValueError(message)
        return self
