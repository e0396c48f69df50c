"""Which codes may be entered: the kit says it offline, as the service does."""

from datetime import date
from pathlib import Path

import pytest

from services.notify.notification import coded
from services.notify.policy import rules
from services.notify.policy.code_lists import code_lists
from supplier.cspr_supplier import codes
from supplier.cspr_supplier.cli import main
from supplier.cspr_supplier.columns import columns
from supplier.cspr_supplier.reading import read
from supplier.cspr_supplier.template import files_of
from tests.support.files import a_row, edited

CODED = [one for one in columns().values() if codes.list_of(one)]


@pytest.mark.need("I14")
@pytest.mark.parametrize("on", [date(2019, 1, 1), date(2026, 3, 17), date(2026, 3, 18)])
def test_the_kit_has_the_codes_of_the_service_on_every_day(on: date) -> None:
    fields = {*coded.OF_A_CHILD, *coded.OF_AN_INCIDENT}
    assert {one.field for one in CODED} == fields
    for one in CODED:
        assert codes.list_of(one) == coded.list_of(one.field)
        assert tuple(codes.codes_of(one, on)) == rules.codes(coded.list_of(one.field), on)
    assert codes.lists(on).keys() == code_lists(on).keys()


def test_every_column_that_takes_codes_says_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codes"]) == 0
    assert "child_ethnicity: " in capsys.readouterr().out
    assert main(["codes", "ethnicity"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("child_ethnicity\n")
    assert "WBRI" in said
    assert "White British" in said
    assert main(["codes", "harm types"]) == 0
    assert "several are parted by ;" in capsys.readouterr().out
    assert main(["codes", "outline"]) == 0
    assert "takes no codes" in capsys.readouterr().out
    assert main(["codes", "weather"]) == 2


def test_the_template_stands_with_its_codes_and_its_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    assert main(["template", "--out", str(path)]) == 0
    beside = sorted(one.name for one in tmp_path.iterdir())
    assert beside == [
        "a.csv",
        "a.csv-metadata.json",
        "notification.schema.json",
        "notifications-codes.csv",
    ]
    told = (tmp_path / "notifications-codes.csv").read_text("utf-8-sig")
    assert "child_placement,foster," in told
    path.write_text("my work", encoding="utf-8")
    assert main(["template", "--out", str(path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "my work"
    assert main(["template", "--out", str(path), "--force"]) == 0
    assert main(["template", "--out", str(tmp_path / "a.txt")]) == 2


def test_a_made_up_file_is_not_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("my work", encoding="utf-8")
    assert main(["fake", "--out", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "my work"
    assert main(["fake", "--out", str(path), "--force"]) == 0


def test_the_workbook_that_is_filled_in_is_read_beside_its_codes() -> None:
    [(_, made)] = files_of(Path("a.xlsx"), date(2026, 4, 10)).items()
    names, row = list(columns()), a_row()
    cells = "".join(f'<c t="inlineStr"><is><t>{row.get(name, "")}</t></is></c>' for name in names)
    filled = edited(
        made, "xl/worksheets/sheet1.xml", "</row></sheet", f"</row><row>{cells}</row></sheet"
    )
    [item] = read(filled).items
    assert item.wrong == ()
    assert item.body["sender_reference"] == row["sender_reference"]
