"""A batch is cut into its items, wherever the chunks of its body happen to end."""

import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import TooLarge
from chassis.web.problems import Invalid
from services.notify.notification.items import (
    DEPTH_MAX,
    ITEM_BYTES_MAX,
    ITEMS_MAX,
    Array,
    Cutter,
    Item,
    Lines,
    items_of,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


async def chunks_of(raw: bytes, size: int) -> AsyncIterator[bytes]:
    for at in range(0, len(raw), size):
        yield raw[at : at + size]


async def cut(raw: bytes, cutter: Cutter, size: int = 7) -> list[Item]:
    return [item async for item in items_of(chunks_of(raw, size), cutter)]


def depth(value: object) -> int:
    inner = list(value.values()) if isinstance(value, dict) else value
    return 1 + max(map(depth, inner), default=0) if isinstance(inner, list) else 0


@given(st.lists(JSON, max_size=5), st.integers(1, 40), st.sampled_from([None, 2]))
async def test_an_array_is_cut_into_its_elements(
    values: list[object], size: int, indent: int | None
) -> None:
    raw = json.dumps(values, indent=indent, ensure_ascii=False).encode()
    items = await cut(raw, Array(), size)
    assert [json.loads(one) for one in items if isinstance(one, bytes)] == values


@given(st.lists(JSON, max_size=5), st.integers(1, 40), st.sampled_from(["\n", "\r\n", "\n\n"]))
async def test_lines_are_items(values: list[object], size: int, end: str) -> None:
    raw = end.join(map(json.dumps, values)).encode()
    items = await cut(raw, Lines(), size)
    assert [json.loads(one) for one in items if isinstance(one, bytes)] == values


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[{}", b'["a', b"[}", b"[] []", b"x[]", b"[]x", b"[1,", b"]", b'"[]"', b"[[}}"],
)
async def test_what_is_no_array_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid):
        await cut(raw, Array())


async def test_an_item_that_is_none_is_the_senders_to_mend() -> None:
    assert await cut(b"[ 1 ,, null, ]", Array()) == [b"1", b"", b"null", b""]
    assert await cut(b"[ ]", Array()) == []


def long_ones() -> list[bytes]:
    """Items that are too large: long for a string, for its escapes, and for many things inside."""
    size = ITEM_BYTES_MAX + 9
    words = [b'{"a":"' + b"x" * size + b'"}', b'"' + rb"\"" * size + b'"', rb'"\\' * 0 + b'"]"']
    return [*words[:2], b"[" + b"1," * size + b"1]", b'{"a":"' + rb"\\" * size + b'","b":"}"}']


@pytest.mark.parametrize("size", [1021, 65_536, 3_000_000])
@pytest.mark.parametrize("number", range(4))
async def test_one_that_is_too_large_sinks_nobody_and_is_not_held(number: int, size: int) -> None:
    long = long_ones()[number]
    cutter = Array()
    items = await cut(b'[{"first":1},' + long + b',{"last":"]"}]', cutter, size)
    assert [items[0], type(items[1]), items[2]] == [b'{"first":1}', TooLarge, b'{"last":"]"}']
    lines = await cut(b'{"first":1}\n' + long + b'\n{"last":"]"}', Lines(), size)
    assert [lines[0], type(lines[1]), lines[2]] == [b'{"first":1}', TooLarge, b'{"last":"]"}']


async def test_what_is_held_back_has_a_limit() -> None:
    for cutter, first in ((Array(), b'["'), (Array(), b"[["), (Lines(), b"")):
        assert list(cutter.feed(first)) == []
        for _ in range(40):
            assert list(cutter.feed(b"x" * 65_536)) == []
        assert len(cutter._held) <= ITEM_BYTES_MAX


@pytest.mark.parametrize("opens", [b"[", b'{"a":'])
async def test_a_bomb_of_brackets_is_refused_by_itself(opens: bytes) -> None:
    closes = b"]" if opens == b"[" else b"}"
    bomb = opens * 5000 + b"1" + closes * 5000
    just = opens * DEPTH_MAX + b"1" + closes * DEPTH_MAX
    wide = b'{"a":[' + b",".join([b"[]"] * 50) + b"]}"
    for raw, cutter in (
        (b"[" + b",".join([bomb, just, wide]) + b"]", Array()),
        (b"\n".join([bomb, just, wide]), Lines()),
    ):
        refused, *others = await cut(raw, cutter, 1000)
        assert isinstance(refused, Invalid)
        assert "16 levels" in refused.errors[0]["reason"]
        assert others == [just, wide]


@pytest.mark.parametrize("cutter", [Array, Lines])
async def test_a_batch_has_a_limit(cutter: type[Cutter]) -> None:
    raw = b"[" + b"1," * ITEMS_MAX + b"1]" if cutter is Array else b"1\n" * (ITEMS_MAX + 1)
    items = items_of(chunks_of(raw, 1000), cutter())
    assert [await anext(items) for _ in range(ITEMS_MAX)] == [b"1"] * ITEMS_MAX
    with pytest.raises(TooLarge, match="10000 items"):
        await anext(items)
