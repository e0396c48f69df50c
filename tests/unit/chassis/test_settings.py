"""Production refuses what is for demonstrations and tests."""

from typing import Any

import pytest
from pydantic import ValidationError

from chassis.settings import ServiceSettings

SOUND: dict[str, Any] = {
    "service": "review",
    "environment": "production",
    "database_dsn": "postgresql://review_service:secret-word@db.test/review",
    "kafka_bootstrap": "kafka.test:9093",
    "kafka_security": "SSL",
    "wrapping_key": "k" * 43,
    "issuer": "https://issuer.test",
    "client_id": "review",
    "client_secret": "secret-word",
    "audience": "cspr-review",
    "public_url": "https://review.test",
    "made_up_data": False,
    "accessibility_contact": "access@panel.test",
}


def test_sound_settings_are_accepted() -> None:
    assert ServiceSettings(**SOUND).environment == "production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("crash_at", "before_commit"),
        ("clock_file", "/tmp/clock"),
        ("kafka_security", "PLAINTEXT"),
        ("bundled_sign_in", True),
        ("made_up_data", True),
        ("topic_suffix", ".test"),
        ("accessibility_contact", "someone@panel.example"),
    ],
)
def test_production_refuses_what_only_a_demonstration_may_do(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=f"production refuses these settings: {name}"):
        ServiceSettings(**{**SOUND, name: value})
    assert ServiceSettings(**{**SOUND, name: value, "environment": "local"})


def test_a_wrong_setting_is_told_without_the_secrets() -> None:
    with pytest.raises(ValidationError) as caught:
        ServiceSettings(**{**SOUND, "pool_size": "secret-word", "issuer": None})
    assert "secret-word" not in str(caught.value)
    assert "issuer" in str(caught.value)


def test_a_setting_can_not_be_changed() -> None:
    settings = ServiceSettings(**SOUND)
    with pytest.raises(ValidationError):
        settings.pool_size = 1


def test_an_id_token_can_not_pass_as_an_access_token() -> None:
    with pytest.raises(ValidationError, match="audience must differ from client_id"):
        ServiceSettings(**{**SOUND, "audience": "review"})
