"""Whatever is asked of the interface, nothing fails, and a refusal is a problem document."""

import json

from hypothesis import given, seed
from hypothesis import strategies as st

from tests.integration.analytics.conftest import Analytics
from tests.support.interface import QUICKLY, SEED, Interface

WHO = ["analyst", "ashmere-council", "ashmere-case-system"]


@seed(SEED)
@QUICKLY
@given(data=st.data())
async def test_whatever_is_asked_is_no_fault_of_the_services(
    analytics: Analytics, data: st.DataObject
) -> None:
    print(f"SEED={SEED}")
    if "document" not in analytics.tokens:
        for who in WHO:
            await analytics.call("GET", "/nothing", who)
        analytics.tokens["document"] = (await analytics.http.get("/openapi.json")).text
    known = {"name": ["notified", "days_to_review"]}
    interface = Interface(json.loads(analytics.tokens["document"]), known)
    call = data.draw(interface.calls())
    token = analytics.tokens[data.draw(st.sampled_from(WHO))]
    headers = {
        **call.headers,
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
    }
    answer = await analytics.http.request(
        call.method, call.path, params=call.query, content=call.content, headers=headers
    )
    interface.check_refusal(call, answer)
