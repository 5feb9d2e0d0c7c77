//! Workbooks as a kept crate writes them, and members written by hand where a program would not.

use crate::base::{Code, Error, Reading, limits};
use crate::read::tests::{codes, read_with};
use flate2::{Compression, Crc, write::DeflateEncoder};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write;

/// A workbook of members, in that order.
fn book(members: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, text) in members {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        let body = encoder.finish().unwrap();
        out.extend(b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0");
        out.extend([crc.sum(), body.len() as u32, text.len() as u32].map(u32::to_le_bytes).concat());
        out.extend((name.len() as u16).to_le_bytes());
        out.extend([0, 0]);
        out.extend(name.bytes().chain(body));
    }
    out.extend(b"PK\x01\x02");
    out.extend([0; 42]);
    out
}

const NAMES: (&str, &str) = (
    "xl/workbook.xml",
    r#"<?xml version="1.0"?><x:workbook xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="0"/><x:sheets>
    <x:sheet name="Secret" sheetId="3" state="hidden" r:id="rId3"/><x:sheet name="A &amp; B" sheetId="1" r:id="rId1"/>
    <x:sheet name="More" sheetId="2" r:id="rId2"/></x:sheets></x:workbook>"#,
);
const LINKS: (&str, &str) = (
    "xl/_rels/workbook.xml.rels",
    r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Target="worksheets/sheet3.xml"/></Relationships>"#,
);
const LOOKS: (&str, &str) = (
    "xl/styles.xml",
    r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
    <cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
);
const TEXTS: (&str, &str) = (
    "xl/sharedStrings.xml",
    r#"<sst><si><t>time</t></si><si><r><t>up </t></r><r><t xml:space="preserve">&lt;%&gt;</t></r><rPh sb="0"><t>hint</t></rPh></si></sst>"#,
);
/// A comment with an arrow in it, a row and cells without names, an own text, a blank, an error, a formula.
const SHEET: (&str, &str) = (
    "xl/worksheets/sheet1.xml",
    r#"<worksheet><!-- a > b --><sheetData><row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c></row>
    <row><c r="B4" s="1"><v>41995.6736111111</v></c><c><v>4</v></c></row>
    <row r="5"><c r="B5" s="1"><v>41995.6770833333</v></c><c r="C5"><f>A1*2</f><v>5e-1</v></c></row>
    <row r="7"><c r="B7" t="d"><v>2014-12-22T16:20:00</v></c><c r="C7" t="e"><v>#N/A</v></c></row>
    <row r="8"><c r="B8" t="inlineStr"><is><t>2014-12-22 16:25</t></is></c><c r="C8" t="str"><v>0.25</v></c></row>
    </sheetData></worksheet>"#,
);

fn read(bytes: &[u8]) -> Result<Reading, Error> {
    read_with(bytes, usize::MAX, &[])
}

#[test]
fn a_sheet_is_a_table() {
    let orders: [&[(&str, &str)]; 2] = [
        &[("[Content_Types].xml", "<Types/>"), NAMES, LINKS, SHEET, ("xl/worksheets/sheet2.xml", "<x/>"), LOOKS, TEXTS],
        &[("xl/worksheets/sheet2.xml", "<x/>"), SHEET, TEXTS, LINKS, LOOKS, ("docProps/app.xml", "<x/>"), NAMES],
    ];
    for order in orders {
        let bytes = book(order);
        let reading = read(&bytes).unwrap();
        assert_eq!(codes(&reading), [Code::SheetRead, Code::ZoneAssumed, Code::MissingValues]);
        assert_eq!(reading.notes.list()[0].message, "The sheet “A & B” was read; 2 more were not.");
        assert_eq!((reading.source.format.as_str(), reading.series.len()), ("xlsx", 1));
        let series = &reading.series[0];
        assert_eq!((series.label.as_str(), series.step), ("up <%>", 300_000));
        let samples: Vec<_> = series.samples().map(|(at, value)| (at, value.to_string())).collect();
        let wanted = ["4", "0.5", "NaN", "0.25"].into_iter().zip(0..);
        let wanted: Vec<_> = wanted.map(|(value, i)| (1_419_264_600_000 + i * 300_000, value.to_owned())).collect();
        assert_eq!(samples, wanted);
        for chunk in [1, 2, 3, 7, 100, 1_000] {
            let cut = read_with(&bytes, chunk, &[]).unwrap();
            assert_eq!(format!("{cut:?}"), format!("{reading:?}"), "chunks of {chunk}");
        }
    }
}

#[test]
fn pictures_charts_and_parts_of_other_programs_are_no_sheets() {
    let foreign = "<sheetData><row r=\"3\"><c r=\"B3\"><v>7</v></c></row></sheetData>";
    let around = [
        ("xl/media/image1.png", "\u{89}PNG \0\0"),
        ("xl/printerSettings/printerSettings1.bin", "\0\x01"),
        ("xl/drawings/drawing1.xml", foreign),
        ("customXml/item1.xml", foreign),
        ("docProps/thumbnail.jpeg", "\0JFIF"),
        ("xl/chartsheets/sheet1.xml", foreign),
    ];
    let usual = read(&book(&[NAMES, LINKS, SHEET, LOOKS, TEXTS])).unwrap();
    for at in 0..around.len() {
        let mut members =
            vec![around[at], NAMES, LINKS, SHEET, around[(at + 1) % 6], LOOKS, TEXTS, around[(at + 2) % 6]];
        members.rotate_left(at);
        assert_eq!(format!("{:?}", read(&book(&members)).unwrap().series), format!("{:?}", usual.series), "{at}");
    }
    let names = NAMES.1.replace("<x:sheets>", "<x:sheets><x:sheet name=\"Chart\" sheetId=\"9\" r:id=\"rId9\"/>");
    let links = LINKS
        .1
        .replace("<Relationships>", "<Relationships><Relationship Id=\"rId9\" Target=\"chartsheets/sheet1.xml\"/>");
    let chart = book(&[(NAMES.0, &names), (LINKS.0, &links), around[5], SHEET, LOOKS, TEXTS]);
    assert_eq!(format!("{:?}", read(&chart).unwrap().series), format!("{:?}", usual.series));
}

/// The same rows through a spreadsheet and through a file of text give the same.
#[test]
fn a_workbook_of_another_program_gives_what_its_text_gives() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let moment = Format::new().set_num_format("dd/mm/yyyy hh:mm:ss");
    for (column, name) in ["Time (UTC)", "Place", "probes \"up\"", "delay (ms)"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, name).unwrap();
    }
    let mut text = "Time (UTC),Place,\"probes \"\"up\"\"\",delay (ms)\n".to_owned();
    for i in 0..2_000_u32 {
        let (row, place) = (i + 1, ["Tehran", "Qom, north"][i as usize % 2]);
        let (day, hour, minute) = (1 + i / 2 / 96, i / 2 / 4 % 24, i / 2 % 4 * 15);
        let at = ExcelDateTime::from_ymd(2019, 11, day as u8).unwrap();
        let at = at.and_hms(hour as u16, minute as u8, 0).unwrap();
        sheet.write_datetime_with_format(row, 0, &at, &moment).unwrap();
        sheet.write_string(row, 1, place).unwrap();
        let (value, delay) = (f64::from(i * 7_919 % 1_000) / 8.0, f64::from(i % 40) / 10.0);
        sheet.write_number(row, 2, value).unwrap();
        let mut shown = String::new();
        if i % 5 > 0 {
            sheet.write_number(row, 3, delay).unwrap();
            shown = delay.to_string();
        }
        text += &format!("2019-11-{day:02}T{hour:02}:{minute:02}:00Z,\"{place}\",{value},{shown}\n");
    }
    workbook.add_worksheet().write_string(0, 0, "another").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    let (ours, theirs) = (read(&bytes).unwrap(), read(text.as_bytes()).unwrap());
    assert_eq!(format!("{:?}", ours.series), format!("{:?}", theirs.series));
    assert_eq!(ours.series.len(), 4);
    assert_eq!(codes(&ours)[0], Code::SheetRead);
    assert_eq!(codes(&ours)[1..], codes(&theirs)[..]);
}

#[test]
fn damage_is_told_by_row_and_column_of_the_sheet() {
    let rows: String = (2..40)
        .map(|i| format!("<row r=\"{i}\"><c s=\"1\"><v>{}</v></c><c><v>{i}</v></c></row>", 41_990 + i))
        .collect();
    let head = "<worksheet><row r=\"1\"><c t=\"str\"><v>day</v></c><c t=\"str\"><v>up</v></c></row>";
    let sheet = |more: &str| format!("{head}{rows}{more}</worksheet>");
    let last = sheet("<row r=\"50\"><c s=\"1\"><v>42050</v></c><c t=\"str\"><v>broken</v></c></row>");
    let reading = read(&book(&[NAMES, LINKS, LOOKS, TEXTS, ("xl/worksheets/sheet1.xml", &last)])).unwrap();
    let note = reading.notes.list().iter().find(|note| note.code == Code::DamagedRows).unwrap();
    let place = note.place.as_ref().unwrap();
    assert_eq!((place.line, place.column, place.byte), (Some(50), Some(2), None));
    assert!(note.message.contains("1 of 39"), "{}", note.message);

    let none = "<worksheet><row r=\"4\"><c t=\"str\"><v>only words</v></c></row></worksheet>";
    let error = read(&book(&[NAMES, LINKS, ("xl/worksheets/sheet1.xml", none)])).unwrap_err();
    assert_eq!((error.code, error.format), (Code::NoTimeColumn, Some("xlsx")));
    assert!(error.to_string().contains("In the sheet “A & B”: "), "{error}");
    assert_eq!(error.place.unwrap().line, Some(4));
}

#[test]
fn what_is_no_whole_workbook_is_refused_by_name() {
    let wide = "<worksheet><c r=\"XFD1\"><v>1</v></c></worksheet>";
    let deep = "<worksheet><c r=\"A9999999\"><v>1</v></c></worksheet>";
    let at = "xl/worksheets/sheet1.xml";
    let endless = format!("<worksheet><{}", "x".repeat(limits::RECORD + 9));
    for (members, code, words) in [
        (vec![NAMES, LINKS, LOOKS, TEXTS], Code::WorkbookBroken, "“A & B”, which is the first"),
        (vec![NAMES, LINKS, SHEET], Code::WorkbookBroken, "texts"),
        (vec![LINKS, SHEET, TEXTS], Code::WorkbookBroken, "does not list"),
        (vec![("xl/workbook.xml", "<workbook/>"), SHEET], Code::WorkbookBroken, "no sheet"),
        (vec![("xl/workbook.bin", "\u{1}")], Code::NoData, "XLSB"),
        (vec![NAMES, LINKS, (at, wide)], Code::TooManyColumns, "16384"),
        (vec![NAMES, LINKS, (at, deep)], Code::WorkbookBroken, "row"),
        (vec![NAMES, LINKS, (at, "<worksheet><row><c")], Code::WorkbookBroken, "no whole XML"),
        (vec![NAMES, LINKS, (at, &endless)], Code::WorkbookBroken, "does not end"),
        (vec![NAMES, LINKS, TEXTS, (at, "<worksheet/>")], Code::EmptyFile, "which is the first, is empty"),
    ] {
        let error = read(&book(&members)).unwrap_err();
        assert_eq!(error.code, code, "{error}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.place.is_some(), "{error}");
    }
    // A folder of that name does not make an archive a workbook.
    let reading = read(&book(&[("xl/data.csv", "time,v\n2014-12-22,1\n2014-12-23,2\n")])).unwrap();
    assert_eq!(reading.source.format, "csv");
}

#[test]
fn a_bomb_in_a_workbook_is_refused_while_it_grows() {
    let zeros = "<c><v>0</v></c>".repeat(3 << 20);
    let error = read(&book(&[NAMES, LINKS, ("xl/worksheets/sheet1.xml", &zeros)])).unwrap_err();
    assert_eq!(error.code, Code::TooManyColumns);
    let blanks = format!("<worksheet>{}", "<row/>".repeat(7 << 20));
    let error = read(&book(&[NAMES, LINKS, ("xl/worksheets/sheet1.xml", &blanks)])).unwrap_err();
    assert_eq!(error.code, Code::CompressionBomb);
}

#[test]
fn a_workbook_stands_beside_other_files() {
    let bytes = book(&[NAMES, LINKS, LOOKS, TEXTS, SHEET]);
    let csv = "time_utc,bgp\n2014-12-22T16:10:00Z,7\n2014-12-22T16:15:00Z,8\n";
    let settings = crate::base::Settings::default();
    for order in [[&bytes[..], csv.as_bytes()], [csv.as_bytes(), &bytes[..]]] {
        let reading = crate::read(order.map(|bytes| ("f", bytes)), &settings).unwrap();
        assert_eq!((reading.series.len(), reading.source.files.len()), (2, 2));
    }
}

#[test]
fn sheets_that_are_listed_without_end_cost_what_they_are() {
    let listed = |i: usize| format!("<sheet name=\"S{i}\" sheetId=\"{i}\" r:id=\"r{i}\"/>");
    let linked = |i: usize| format!("<Relationship Id=\"r{i}\" Target=\"worksheets/sheet{i}.xml\"/>");
    let names =
        format!("<workbook xmlns:r=\"r\"><sheets>{}</sheets></workbook>", (0..20_000).map(listed).collect::<String>());
    let links = format!("<Relationships>{}</Relationships>", (0..20_000).map(linked).collect::<String>());
    // A column of numbers is no table, however often it is asked.
    let column =
        format!("<worksheet><sheetData>{}</sheetData></worksheet>", "<row><c><v>1</v></c></row>".repeat(60_000));
    let paths: Vec<String> = (0..700).map(|i| format!("xl/worksheets/sheet{i}.xml")).collect();
    let mut members = vec![("xl/workbook.xml", names.as_str()), ("xl/_rels/workbook.xml.rels", links.as_str())];
    members.extend(paths.iter().map(|path| (path.as_str(), "<worksheet/>")));
    members[2].1 = column.as_str();
    let error = read_with(&book(&members), usize::MAX, &[]).unwrap_err();
    assert!(error.to_string().contains("“S0”"), "{error}");
}

#[test]
fn a_text_that_cells_share_is_bounded_where_it_is_written_out() {
    let row = |i: usize| {
        format!(
            "<row r=\"{}\"><c t=\"str\"><v>2024-01-01T{:02}:{:02}:00Z</v></c><c><v>1</v></c><c t=\"s\"><v>0</v></c></row>",
            i + 2,
            i / 60 % 24,
            i % 60
        )
    };
    let head =
        "<row r=\"1\"><c t=\"str\"><v>time</v></c><c t=\"str\"><v>value</v></c><c t=\"str\"><v>remark</v></c></row>";
    let sheet = |rows: usize| {
        format!("<worksheet><sheetData>{head}{}</sheetData></worksheet>", (0..rows).map(row).collect::<String>())
    };
    let texts = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(60_000));
    let read = |rows: usize| {
        let sheet = sheet(rows);
        read_with(
            &book(&[
                NAMES,
                LINKS,
                ("xl/sharedStrings.xml", texts.as_str()),
                ("xl/worksheets/sheet1.xml", sheet.as_str()),
            ]),
            usize::MAX,
            &[],
        )
    };
    assert_eq!(read(1_300).unwrap_err().code, Code::TooManyBytes);
    assert_eq!(read(20).unwrap().series[0].len(), 20);
}
