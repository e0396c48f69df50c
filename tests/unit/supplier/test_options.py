"""What is said on the command line and by the environment, and what is said back."""

import codecs
from pathlib import Path

import pytest

from supplier.cspr_supplier.cli import main
from supplier.cspr_supplier.offline import OTHER_NAME

CONNECTION = (
    "--url",
    "https://notify.test",
    "--token-url",
    "http://127.0.0.1:9/t",
    "--client-id",
    "a",
)


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "ISSUER", "TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET", "CLIENT_SECRET_FILE"):
        monkeypatch.delenv(f"CSPR_{name}", raising=False)


@pytest.mark.parametrize(
    "content",
    [
        b"s3cret\n",
        codecs.BOM_UTF8 + b"s3cret",
        codecs.BOM_UTF16_LE + "s3cret\r\n".encode("utf-16-le"),
        "s3cret\r\n".encode("utf-16-be"),
    ],
)
def test_a_secret_is_read_whatever_wrote_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    assert main(["status", *CONNECTION, "--client-secret-file", str(path)]) == 3
    assert "No answer from http://127.0.0.1:9: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\x00\x01\x02\xff", "is not a text file"), (b"a\nsecret", "holds more than the secret")],
)
def test_a_file_that_holds_no_secret_is_said_and_what_is_in_it_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    assert main(["status", *CONNECTION, "--client-secret-file", str(path)]) == 4
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert "\nsecret" not in said


@pytest.mark.parametrize(
    ("name", "more", "begins"),
    [
        ("a.csv", (), b"authority_code,"),
        ("a.XLSX", (), b"PK"),
        ("a.json", (), b"["),
        ("a.jsonl", (), b"{"),
        ("a.ndjson", ("--format", "ndjson"), b"{"),
        ("a.txt", ("--format", "json"), b"["),
    ],
)
def test_a_made_up_file_is_what_its_name_says(
    tmp_path: Path, name: str, more: tuple[str, ...], begins: bytes
) -> None:
    path = tmp_path / name
    assert main(["fake", "--out", str(path), *more]) == 0
    assert path.read_bytes().startswith(begins)


def test_a_made_up_workbook_is_not_written_under_the_name_of_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    assert main(["fake", "--format", "xlsx", "--out", str(path)]) == 2
    assert capsys.readouterr().err == OTHER_NAME.format(path, "xlsx", "csv") + "\n"
    assert not path.exists()


def test_what_was_not_said_is_named_as_an_option_and_as_a_variable(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["status"]) == 4
    said = capsys.readouterr().err
    for word in ("--url (CSPR_URL)", "--issuer (CSPR_ISSUER)", "--client-id (CSPR_CLIENT_ID)"):
        assert word in said


def test_an_address_without_its_beginning_is_answered_with_the_whole_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CSPR_CLIENT_SECRET", "s3cret")
    assert main(["status", *CONNECTION, "--url", "notify.test"]) == 4
    assert "notify.test is not a whole address: say https://notify.test" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fake", "--today", "31/02/2026"), "31/02/2026 is no day: write it as 2026-03-26"),
        (("fake", "--authority", "Ashmere"), "the code of an authority is three digits, as 990"),
    ],
)
def test_a_wrong_word_is_answered_in_words(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert said in capsys.readouterr().err


def test_a_file_that_calls_itself_json_and_is_none_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.json"
    path.write_text("x", encoding="utf-8")
    assert main(["validate", str(path)]) == 2
    assert "JSON begins with [ or {" in capsys.readouterr().err


def test_one_is_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.json"
    assert main(["fake", "--count", "1", "--format", "json", "--out", str(path)]) == 0
    assert main(["validate", str(path)]) == 0
    said = capsys.readouterr().out
    assert "1 made-up notification." in said
    assert "1 notification in 1 row; 0 can not be sent" in said
