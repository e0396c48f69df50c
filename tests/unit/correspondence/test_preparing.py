"""What the Panel recorded of a case, as its page shows it."""

from services.correspondence.web.shown.preparing import Preparing, Said


def test_where_nothing_was_recorded_there_is_nothing_to_show() -> None:
    assert not Preparing(sectors=[], comments=[], recused=[]).any


def test_one_comment_is_something_to_show() -> None:
    assert Preparing(comments=[Said("A member", "Read it whole.")]).any
