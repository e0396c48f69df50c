"""What a person called a file is text of its case: kept sealed, shown, never sent, gone with the key."""

import pytest

from services.correspondence.document import store
from tests.integration.correspondence.letters_fixtures import Office, office

__all__ = ["office"]
NAME = "Quillfeather rapid review.pdf"
SENT_BY = "person:ashmere-manager"


@pytest.mark.need("J4")
async def test_a_files_name_is_sealed_and_erased_with_its_case(office: Office) -> None:
    keys = office.service.keys
    async with office.db.begin() as tx:
        kept = await store.add(tx, keys, office.incident, b"%PDF-1.7 x", NAME, SENT_BY, "clean")
    row = await office.db.pool.fetchval("select d::text from document as d")
    assert "Quillfeather" not in row
    assert "title" not in type(kept.ref()).model_fields
    async with office.db.read() as conn:
        [seen] = await store.titled(conn, keys, await store.of_incidents(conn, [office.incident]))
    assert seen.title == NAME
    async with office.db.begin() as tx:
        await keys.erase(tx.conn, office.incident)
    async with office.db.read() as conn:
        [left] = await store.titled(conn, keys, await store.of_incidents(conn, [office.incident]))
    assert left.title == "Document"
