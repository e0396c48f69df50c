"""What is sealed can be opened again, whatever its size, and by nobody else."""

import pytest
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from chassis.seal import closed, opened, unwrap, wrap

LARGEST_DOCUMENT = b"\0\xff" * (10 * 1024 * 1024)


def test_the_largest_document_can_be_opened_again() -> None:
    key = OctKey.generate_key(256)
    assert opened(closed(LARGEST_DOCUMENT, key).decode(), key) == LARGEST_DOCUMENT


def test_another_key_opens_nothing() -> None:
    sealed = closed(b"made up", OctKey.generate_key(256)).decode()
    assert opened(sealed, OctKey.generate_key(256)) is None


def test_an_altered_text_is_not_opened() -> None:
    key = OctKey.generate_key(256)
    sealed = closed(b"made up", key).decode()
    head, tag = sealed.rsplit(".", 1)
    assert opened(f"{head}.{'A' * len(tag)}", key) is None


def test_a_wrapped_key_is_opened_by_its_owner_alone_and_reads_as_any_jwe() -> None:
    own, raw = OctKey.generate_key(256), OctKey.generate_key(256).raw_value
    wrapped = wrap(own, raw)
    assert unwrap(own, wrapped) == raw
    assert jwe.decrypt_compact(wrapped, own, algorithms=["A256KW", "A256GCM"]).plaintext == raw
    for wrong in (wrapped[:-4] + "AAAA", wrapped.replace(".", "", 1), "x" + wrapped, ""):
        with pytest.raises(JoseError):
            unwrap(own, wrong)
    with pytest.raises(JoseError):
        unwrap(OctKey.generate_key(256), wrapped)
