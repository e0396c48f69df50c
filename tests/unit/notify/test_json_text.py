"""JSON that says one thing: what two readers would read otherwise is named by its place."""

import json

import pytest

from services.notify.notification.json_text import FLAWS_MAX, VALUES_MAX, flaws_of


def places(raw: bytes) -> list[str]:
    return [flaw["pointer"] for flaw in flaws_of(raw)]


@pytest.mark.parametrize(
    ("raw", "pointers"),
    [
        (b'{"a": 1, "b": [1, {"c": null}]}', []),
        (b'{"a": 1, "a": 1}', ["/a"]),
        (b'{"a": {"b": 1, "c": 2, "b": 3, "c": 4}, "a": 1}', ["/a"]),
        (b'[{"b/~": 1, "b/~": 3}]', ["/0/b~1~0"]),
        (b'{"a": ["x", "\\ud800"]}', ["/a/1"]),
        (b'{"\\ud800": 1, "\\ud800": 1}', ["/?"]),
        (b"NaN", []),
        (b"1" * 10_000, []),
        (b"{", []),
    ],
)
def test_where_the_flaw_is(raw: bytes, pointers: list[str]) -> None:
    assert places(raw) == pointers


def test_more_values_than_any_notification_has_are_not_looked_at() -> None:
    just = json.dumps([0] * (VALUES_MAX - 1)).encode()
    assert flaws_of(just) == []
    [flaw] = flaws_of(just[:-1] + b", 0]")
    assert str(VALUES_MAX) in flaw["reason"]


def test_flaws_are_not_listed_without_end() -> None:
    names = [b'"%d": 1, "%d": 1' % (n, n) for n in range(500)]
    assert len(flaws_of(b"{" + b", ".join(names) + b"}")) == FLAWS_MAX
