"""Whatever is asked of the interface, nothing fails, and a refusal is a problem document."""

import json
from uuid import UUID

from hypothesis import given, seed
from hypothesis import strategies as st

from tests.integration.correspondence.letters_fixtures import REFERENCE, office
from tests.integration.correspondence.partners_fixtures import House, house
from tests.support.interface import QUICKLY, SEED, Interface

__all__ = ["house", "office"]
WHO = ["secretary", "ashmere-manager", "ashmere-police", "ashmere-partnership-system"]


@seed(SEED)
@QUICKLY
@given(data=st.data())
async def test_whatever_is_asked_is_no_fault_of_the_services(
    house: House,
    data: st.DataObject,
) -> None:
    print(f"SEED={SEED}")
    if "document" not in house.tokens:
        for who in WHO:
            await house.call("GET", "/nothing", who)
        house.tokens["document"] = (await house.http.get("/openapi.json")).text
    known = {
        "reference": [REFERENCE],
        "code": ["ashmere-police"],
        "kind": ["comments_on_delay", "comments_on_report"],
        "webinar_id": [str(UUID(int=1)), str(UUID(int=2))],
        "work": ["rapid_review", "local_review"],
        "role": ["practitioner", "partnership"],
        "name": ["explain-rapid-review-delay", "submit-rapid-review", "record-decision"],
    }
    interface = Interface(json.loads(house.tokens["document"]), known)
    call = data.draw(interface.calls())
    token = house.tokens[data.draw(st.sampled_from(WHO))]
    headers = {
        **call.headers,
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
    }
    answer = await house.http.request(
        call.method, call.path, params=call.query, content=call.content, headers=headers
    )
    interface.check_refusal(call, answer)
