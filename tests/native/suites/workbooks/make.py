"""Writes the workbooks of this folder with programs that others wrote: openpyxl, XlsxWriter, pyexcelerate and pandas.

The rows of all are the same: hours from 6 March 2023 on, `i % 24 * 10 + 100 + i` users in hour i, 5 of them in the hours 40 to 44.
Run it in this folder. The workbooks named `sheetjs-*` and `exceljs-*` are written by make.mjs.
"""
import datetime as dt

import openpyxl
import pandas
import pyexcelerate
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HOURS = 48
START = dt.datetime(2023, 3, 6)
TIMES = [START + dt.timedelta(hours=i) for i in range(HOURS)]
USERS = [5 if 40 <= i < 45 else i % 24 * 10 + 100 + i for i in range(HOURS)]


def written(name, rows, **book):
    workbook = openpyxl.Workbook()
    for key, value in book.items():
        setattr(workbook, key, value)
    for row in rows:
        workbook.active.append(row)
    workbook.save(name)


written("openpyxl-1904.xlsx", [["Time", "Users"], *zip(TIMES, USERS)], epoch=CALENDAR_MAC_1904)
written("openpyxl-iso-dates.xlsx", [["Time", "Users"], *zip(TIMES, USERS)], iso_dates=True)
day_and_time = [[at.date(), at.time(), users] for at, users in zip(TIMES, USERS)]
written("openpyxl-date-and-time.xlsx", [["Date", "Time", "Users"], *day_and_time])

# The moments stand in the header, a place a row.
across = [[place, *(users + more for users in USERS)] for more, place in enumerate(["Iran", "Iraq"])]
written("openpyxl-across.xlsx", [["Country", *TIMES], *across])

# A hidden sheet, a page of words and an empty sheet stand before the data, which begin in C5 below a merged title.
workbook = openpyxl.Workbook()
workbook.active.append(["helper", 1])
workbook.active.sheet_state = "hidden"
workbook.create_sheet("About").append(["Read me"])
workbook.create_sheet("Empty")
sheet = workbook.create_sheet("Data")
sheet["C3"] = "Users in the north"
sheet.merge_cells("C3:D3")
sheet["C5"], sheet["D5"] = "Time", "Users"
for i, (at, users) in enumerate(zip(TIMES, USERS)):
    sheet.cell(6 + i, 3, at)
    sheet.cell(6 + i, 4, users)
workbook.active = 3
workbook.save("openpyxl-sheets-before.xlsx")

# The date is merged over its day, the hour beside it.
workbook = openpyxl.Workbook()
sheet = workbook.active
sheet.append(["Date", "Hour", "Users"])
for at, users in zip(TIMES, USERS):
    sheet.append([at.date() if at.hour == 0 else None, at.hour, users])
for day in range(HOURS // 24):
    sheet.merge_cells(start_row=2 + 24 * day, end_row=25 + 24 * day, start_column=1, end_column=1)
workbook.save("openpyxl-merged-days.xlsx")

# Formulas with the values that they had, a table with a filter, a comment and a chart.
workbook = xlsxwriter.Workbook("xlsxwriter-formulas.xlsx")
moment = workbook.add_format({"num_format": "[$-409]m/d/yy h:mm AM/PM;@"})
sheet = workbook.add_worksheet("Traffic")
sheet.write_row(0, 0, ["Time", "Users"])
for i, (at, users) in enumerate(zip(TIMES, USERS)):
    serial = (at - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)
    sheet.write_formula(i + 1, 0, f"=DATE(2023,3,6)+{i}/24", moment, serial)
    sheet.write_formula(i + 1, 1, f"={users}*1", None, users)
sheet.write_comment("A1", "local time")
chart = workbook.add_chart({"type": "line"})
chart.add_series({"values": f"=Traffic!$B$2:$B${HOURS + 1}"})
sheet.insert_chart("D2", chart)
workbook.close()

# A share shown in percent; rows written one by one, with their texts in the cells.
workbook = xlsxwriter.Workbook("xlsxwriter-percent.xlsx", {"constant_memory": True})
moment = workbook.add_format({"num_format": "d mmm yyyy hh:mm"})
percent = workbook.add_format({"num_format": "0.0%"})
sheet = workbook.add_worksheet()
sheet.write_row(0, 0, ["Time", "Users"])
for i, (at, users) in enumerate(zip(TIMES, USERS)):
    sheet.write_datetime(i + 1, 0, at, moment)
    sheet.write(i + 1, 1, users / 100, percent)
workbook.close()

# Outages with their lengths, some longer than a day.
workbook = xlsxwriter.Workbook("xlsxwriter-lengths.xlsx")
moment = workbook.add_format({"num_format": "d.m.yyyy h:mm"})
elapsed = workbook.add_format({"num_format": "[h]:mm:ss"})
sheet = workbook.add_worksheet("Outages")
sheet.write_row(0, 0, ["Start", "Duration", "Reason"])
for i in range(10):
    sheet.write_datetime(i + 1, 0, START + dt.timedelta(days=9 * i, hours=i * i), moment)
    sheet.write_datetime(i + 1, 1, dt.timedelta(hours=7 * i, minutes=5), elapsed)
    sheet.write(i + 1, 2, "cable")
workbook.close()

workbook = pyexcelerate.Workbook()
workbook.new_sheet("data", data=[["Time", "Users"], *map(list, zip(TIMES, USERS))])
workbook.save("pyexcelerate.xlsx")

# Two places, each named in the first of its rows, with moments beside them.
rows = [(place, at, users + more) for more, place in enumerate(["Iran", "Iraq"]) for at, users in zip(TIMES, USERS)]
frame = pandas.DataFrame(rows, columns=["country", "time", "Users"]).set_index(["country", "time"])
frame.to_excel("pandas-index-of-two.xlsx", engine="openpyxl")
