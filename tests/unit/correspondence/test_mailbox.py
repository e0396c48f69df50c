"""What is taken for an e-mail address on the open page: the whole of it, and nothing beside it."""

import pytest
from pydantic import ValidationError

from services.correspondence.web.open.subscriptions import Ask


@pytest.mark.parametrize(
    "mailbox", ["Reader@Council.example", " o.n+e@a.b.example ", "ß@x.example"]
)
def test_an_address_is_taken_as_typed(mailbox: str) -> None:
    assert Ask(mailbox=mailbox, audience="leader").mailbox == mailbox.strip()


@pytest.mark.parametrize(
    "mailbox",
    [
        "reader",
        "a@b",
        "Reader <a@x.example>",
        "a@x.example,b@x.example",
        "a@x.example b@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "a@x.example\tb",
        "a@x.example\x00b",
        "a@b@x.example",
        "a" * 65 + "@x.example",
    ],
)
def test_what_holds_an_address_and_more_is_not_one(mailbox: str) -> None:
    with pytest.raises(ValidationError, match="no e-mail address"):
        Ask(mailbox=mailbox, audience="leader")
