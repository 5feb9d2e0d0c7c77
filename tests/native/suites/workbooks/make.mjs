// Writes the workbooks of this folder that SheetJS (xlsx) and exceljs write; the rows are those of make.py.
import excel from "exceljs";
import sheetjs from "xlsx";

const hours = 48;
const times = Array.from({ length: hours }, (_, i) => new Date(Date.UTC(2023, 2, 6, i)));
const users = times.map((_, i) => (i >= 40 && i < 45 ? 5 : (i % 24) * 10 + 100 + i));

function save(name, sheet, options = {}) {
  const book = sheetjs.utils.book_new();
  sheetjs.utils.book_append_sheet(book, sheet, "Data");
  sheetjs.writeFile(book, name, { compression: true, ...options });
}

// Moments as texts, texts in the cells.
save("sheetjs-texts.xlsx", sheetjs.utils.json_to_sheet(times.map((at, i) => ({ Time: at.toISOString(), Users: users[i] }))));
// Moments as cells of dates.
save("sheetjs-dates.xlsx", sheetjs.utils.aoa_to_sheet([["Time", "Users"], ...times.map((at, i) => [at, users[i]])], { cellDates: true, UTC: true }), { cellDates: true, bookSST: true });
// A form that is none of XLSX.
save("sheetjs.xlsb", sheetjs.utils.aoa_to_sheet([["Time", "Users"], [1, 2]]), { bookType: "xlsb" });

const book = new excel.Workbook();
const sheet = book.addWorksheet("Log");
sheet.columns = [{ header: "Time", key: "at", style: { numFmt: "dd/mm/yyyy hh:mm" } }, { header: "Users", key: "users" }, { header: "Remark", key: "remark" }];
times.forEach((at, i) => {
  const remark = i === 40 ? { richText: [{ text: "cut " }, { font: { bold: true }, text: "fibre" }] } : null;
  sheet.addRow({ at, users: { formula: `1*${users[i]}`, result: users[i] }, remark });
});
await book.xlsx.writeFile("exceljs-formulas.xlsx");
