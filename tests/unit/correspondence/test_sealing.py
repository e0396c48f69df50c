"""Every text that is typed is sealed before it enters a command, wherever it stands."""

from typing import Any, cast
from uuid import UUID

import pytest

from chassis.conn import Conn
from chassis.errors import Refused
from chassis.seal import KeyRing
from contracts.review.consideration import RecordDecisionV1, RecordPartnersDecisionV1
from services.correspondence.sealing import TEXT_CHARS_MAX, sealed

CASE = UUID(int=1)


class Marks:
    """Seals so that it can be seen."""

    async def seal(self, _conn: Any, subject: UUID, text: str) -> str:
        assert subject == CASE
        return f"sealed({text})"


async def closed(model: Any, given: dict[str, Any]) -> dict[str, Any]:
    return await sealed(cast("Conn", None), cast("KeyRing", Marks()), CASE, model, given)


@pytest.mark.need("J4")
async def test_text_is_sealed_at_any_depth_and_codes_are_left_alone() -> None:
    found = await closed(
        RecordDecisionV1,
        {
            "outcome": "advise_lcspr",
            "reasons": " why ",
            "advice": None,
            "feedback": {"strengths": "good", "analysis": "  "},
            "criteria": [
                {"criterion": "reg11_agencies", "finding": "met", "reason": "so"},
                {
                    "criterion": "reg11_improvements",
                    "finding": "met",
                    "evidence": ["section 3", " ", "p. 9"],
                },
            ],
            "asks": ({"number": 1, "asked_of": ["police"], "text": "what"},),
        },
    )
    assert found == {
        "outcome": "advise_lcspr",
        "reasons": "sealed(why)",
        "advice": None,
        "feedback": {"strengths": "sealed(good)"},
        "criteria": [
            {"criterion": "reg11_agencies", "finding": "met", "reason": "sealed(so)"},
            {
                "criterion": "reg11_improvements",
                "finding": "met",
                "evidence": ["sealed(section 3)", "sealed(p. 9)"],
            },
        ],
        "asks": [{"number": 1, "asked_of": ["police"], "text": "sealed(what)"}],
    }


async def test_a_reservation_is_sealed_with_its_position() -> None:
    given = {"positions": [{"partner": "health", "view": "yes", "reservation": "but"}]}
    [position] = (await closed(RecordPartnersDecisionV1, given))["positions"]
    assert position["reservation"] == "sealed(but)"


async def test_text_that_is_too_long_is_refused_and_never_cut() -> None:
    whole = "x" * TEXT_CHARS_MAX
    assert (await closed(RecordDecisionV1, {"reasons": whole}))["reasons"] == f"sealed({whole})"
    with pytest.raises(Refused) as refusal:
        await closed(RecordDecisionV1, {"reasons": whole + "x"})
    assert (refusal.value.field, refusal.value.code) == ("reasons", "too_long")
