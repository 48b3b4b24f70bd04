"""Bills of materials from CSV and Excel: values by paragraph, and rows and columns in errors."""

import zipfile
from pathlib import Path

import pytest

from policywire.facts.errors import BadDocument
from policywire.policy.bill import Bill
from policywire.policy.bill_file import read_bill

HEAD = "item,hts,originating,value"
SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def bill(folder: Path, text: str, name: str = "bill.csv") -> Bill:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_bill(path)


def workbook(path: Path, rows: str, strings: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(
            "xl/workbook.xml",
            f'<workbook {SPACE} xmlns:r="{LINKS}"><sheets>'
            '<sheet name="Bill" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        made.writestr("xl/sharedStrings.xml", f"<sst {SPACE}>{strings}</sst>")
        made.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {SPACE}><sheetData>{rows}</sheetData></worksheet>",
        )
    return path


def test_foreign_inputs_inside_an_originating_material_are_not_counted(tmp_path: Path) -> None:
    """The roll-up of 4531(d)(4)(A): 200 counts, the 110 inside the engine do not."""
    rows = "shell,8708.29,no,200,\nengine,8407.34,yes,300,\ncam,8483.10,no,110,engine\n"
    text = f"{HEAD},parent\n{rows}"
    assert bill(tmp_path, text).vnm() == 200


def test_processing_and_originating_inputs_inside_a_foreign_material_count(tmp_path: Path) -> None:
    """4531(d)(4)(B): of 100, 20 processing and 30 of originating steel are out; 50 counts."""
    text = (
        f"{HEAD},parent,processing\nframe,8708.99,no,100,,20\n"
        "steel,7208.10,yes,30,frame,\nbolt,7318.15,no,10,frame,\n"
    )
    assert bill(tmp_path, text).vnm() == 50


def test_an_originating_input_is_found_however_deep(tmp_path: Path) -> None:
    rows = "a,8708.99,no,100,\nb,8708.99,no,60,a\nc,7318.15,yes,40,b\nd,7318.15,no,20,b\n"
    text = f"{HEAD},parent\n{rows}"
    assert bill(tmp_path, text).vnm() == 60


def test_packing_and_indirect_materials_are_left_out(tmp_path: Path) -> None:
    text = (
        f"{HEAD},kind\npart,8708.99,no,50,\nbox,4819.10,no,5,packing\n"
        "oil,2710.19,no,3,indirect\nblister,3923.10,no,2,retail_packaging\n"
    )
    made = bill(tmp_path, text)
    assert made.vnm() == 52
    assert [one.item for one in made.nonoriginating()] == ["part", "blister"]


def test_deductions_lower_what_counts(tmp_path: Path) -> None:
    text = f"{HEAD},freight,duties,waste,scrap\npart,8708.99,no,50,4,3,1,0.4\n"
    assert bill(tmp_path, text).vnm() == pytest.approx(42.4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no materials"),
        (HEAD, "holds no materials"),
        ("item,hts,value\na,8703,1", "row 1: column originating is missing"),
        (f"{HEAD},colour\na,8703,yes,1,red", "row 1: unknown column 'colour'"),
        (f"{HEAD},valu\na,8703,yes,1,1", "unknown column 'valu'. Near: value"),
        (f"{HEAD},value\na,8703,yes,1,1", "row 1: value stands twice"),
        (f"{HEAD}\na,8703,yes,1\nb,8703,no,x", "row 3, column value: 'x' is no amount"),
        (f"{HEAD}\na,8703,yes,-1", "row 2, column value: '-1' is no amount"),
        (f"{HEAD}\na,8703,yes,nan", "row 2, column value: 'nan' is no amount"),
        (f"{HEAD}\na,8703,perhaps,1", "row 2, column originating: 'perhaps' is neither yes nor no"),
        (f"{HEAD}\na,8703,,1", "row 2, column originating: nothing is given"),
        (f"{HEAD}\na,804,yes,1", "row 2, column hts: '804' has 3 digits"),
        (f"{HEAD}\na,8703,yes,1\na,8704,no,1", "row 3, column item: 'a' stands in row 2 too"),
        (f"{HEAD}\na,8703,yes,1,234", "row 2, column 5: more cells than the head"),
        (f"{HEAD},parent\na,8703,yes,1,b", "row 2, column parent: no item is called 'b'"),
        (f"{HEAD},parent\na,8703,no,1,b\nb,8703,no,1,a", "column parent: 'a' is used up in itself"),
        (f"{HEAD},parent\na,8703,no,1,\nb,8703,no,2,a", "'a' is worth 1, and what it is made of 2"),
        (f"{HEAD},freight\na,8703,no,1,2", "row 2, column value: deductions of 2 exceed"),
        (f"{HEAD},kind\na,8703,no,1,indirekt", "column kind: .* Near: indirect"),
        (f'{HEAD}\na,8703,"yes,1', "is no CSV|holds no materials|nothing is given"),
    ],
)
def test_a_malformed_bill_names_row_and_column(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadDocument, match=message):
        bill(tmp_path, text)


def test_designated_materials_are_not_nested(tmp_path: Path) -> None:
    """4531(d)(9)(B), both being subject to content."""
    head = f"{HEAD},parent,intermediate,rvc_required\n"
    rows = "a,8708.40,yes,50,,yes,yes\nb,8483.40,no,20,a,no,yes\nc,8483.10,yes,9,b,yes,{}\n"
    assert bill(tmp_path, head + rows.format("no")).vnm() == 0
    with pytest.raises(BadDocument, match=r"row 4, column intermediate: 'c' may not .* inside 'a'"):
        bill(tmp_path, head + rows.format("yes"))


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    text = "\ufeff" + f"{HEAD}\na,8703,no,1.5\n".replace(",", ";")
    assert bill(tmp_path, text).vnm() == 1.5


def test_excel_is_read_as_csv_is(tmp_path: Path) -> None:
    strings = "".join(f"<si><t>{word}</t></si>" for word in ("item", "hts", "originating", "value"))
    strings += "<si><r><t>pis</t></r><r><t>ton</t></r></si><si><t>no</t></si>"
    head = "".join(f'<c r="{place}1" t="s"><v>{at}</v></c>' for at, place in enumerate("ABCD"))
    row = (
        '<c r="A2" t="s"><v>4</v></c><c r="B2"><v>870830</v></c><c r="C2" t="s"><v>5</v></c>'
        '<c r="D2"><v>0.10000000000000001</v></c>'
    )
    inline = (
        '<c r="A3" t="inlineStr"><is><t>pad</t></is></c><c r="B3" t="str"><v>6813.81</v></c>'
        '<c r="C3" t="b"><v>1</v></c><c r="D3"><v>2</v></c>'
    )
    rows = f'<row r="1">{head}</row><row r="2">{row}</row><row r="3">{inline}</row>'
    made = read_bill(workbook(tmp_path / "bill.xlsx", rows, strings))
    assert [(one.item, one.hts, one.originating) for one in made.materials] == [
        ("piston", "870830", False),
        ("pad", "681381", True),
    ]
    assert made.vnm() == 0.1


def test_a_lost_zero_in_excel_is_seen(tmp_path: Path) -> None:
    cells = ("item", "hts", "originating", "value"), ("fig", "80420", "no", "1")
    texts = [
        "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in row) for row in cells
    ]
    rows = "".join(f"<row>{text}</row>" for text in texts)
    with pytest.raises(BadDocument, match=r"row 2, column hts: '80420' has 5 digits"):
        read_bill(workbook(tmp_path / "bill.xlsx", rows))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    plain.write_text("item,hts")
    with pytest.raises(BadDocument, match="no Excel workbook"):
        read_bill(plain)
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    path = workbook(tmp_path / "bomb.xlsx", "")
    with zipfile.ZipFile(path, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr("xl/worksheets/sheet1.xml", f"{bomb}<worksheet {SPACE}/>")
    with pytest.raises(BadDocument, match="document type"):
        read_bill(path)
    with pytest.raises(BadDocument):
        read_bill(tmp_path / "absent.xlsx")
    with pytest.raises(BadDocument):
        read_bill(tmp_path / "absent.csv")


def test_a_damaged_workbook_is_refused_wherever_it_breaks(tmp_path: Path) -> None:
    """Each byte of a small workbook changed in turn, and the file cut short: never a traceback."""
    cells = ("item", "hts", "originating", "value"), ("pad", "6813.81", "no", "1")
    texts = [
        "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" for cell in row) for row in cells
    ]
    path = workbook(tmp_path / "bill.xlsx", "".join(f"<row>{text}</row>" for text in texts))
    whole = path.read_bytes()
    refused = 0
    for at in range(0, len(whole), 3):
        for damaged in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            path.write_bytes(damaged)
            try:
                read_bill(path)
            except BadDocument:
                refused += 1
    assert refused > len(whole) // 4


def test_rows_excel_left_out_keep_their_numbers(tmp_path: Path) -> None:
    def row(at: int, *words: str) -> str:
        inside = "".join(f"<c t='inlineStr'><is><t>{word}</t></is></c>" for word in words)
        return f'<row r="{at}">{inside}</row>'

    head = row(2, "item", "hts", "originating", "value")
    path = workbook(tmp_path / "bill.xlsx", head + row(7, "fig", "0804.20", "no", "few"))
    with pytest.raises(BadDocument, match="row 7, column value: 'few' is no amount"):
        read_bill(path)
    for wrong in (row(1, "a"), row(99_999_999, "a")):
        with pytest.raises(BadDocument, match="stands after row 2"):
            read_bill(workbook(tmp_path / "bill.xlsx", head + wrong))


def test_blank_rows_before_the_head_are_passed_over(tmp_path: Path) -> None:
    assert bill(tmp_path, f"\n,,,\n{HEAD}\na,8703,no,1.5\n").materials[0].row == 4
    with pytest.raises(BadDocument, match="row 3: column originating is missing"):
        bill(tmp_path, "\n,,,\nitem,hts,value\na,8703,1")
