"""Who runs this installation is said by its settings, and never made up where it is real."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.correspondence.post import KINDS
from services.correspondence.settings import CorrespondenceSettings
from services.correspondence.web.pages import site
from tests.unit.chassis.test_settings import SOUND

TEMPLATES = {kind: UUID(int=number) for number, kind in enumerate(KINDS, 1)}
OWN: dict[str, Any] = {
    **SOUND,
    "service": "correspondence",
    "notify_api_key": "secret-word",
    "notify_api_url": "https://notify.test",
    "notify_templates": TEMPLATES,
    "clamd_port": 3310,
}


def test_production_names_the_mailbox_that_invites() -> None:
    with pytest.raises(ValidationError, match="production needs an organiser") as caught:
        CorrespondenceSettings(**OWN)
    assert "secret-word" not in str(caught.value)
    real = CorrespondenceSettings(**OWN, organiser="secretariat@panel.test")
    assert real.organiser == "secretariat@panel.test"
    assert CorrespondenceSettings(**{**OWN, "environment": "local"}).organiser


def test_the_pages_bear_the_name_that_the_settings_give() -> None:
    named = CorrespondenceSettings(**OWN, organiser="a@panel.test", site_name="Another name")
    assert site(named.site_name, named.trends_url).name == "Another name"
