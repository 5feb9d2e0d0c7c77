"""Writes countries.txt and cpi.txt: GDP, people and share online of every country and territory, 2010 to 2025.

    python3 make.py FOLDER     (Python 3, standard library; FOLDER holds wdi_2026-07.csv, indicators.csv,
                                factbook_2026-05.csv, countries.csv and us_cpi_annual.csv)

A line of countries.txt is `code|name|currency|zone|weekend|GDP|people|online|trade`, below a line `# region`. Zone is the
capital's; weekend holds its days, Monday is 1, and is left out for Saturday and Sunday. A series is `exponent:` and one
entry a year from 2010: the first number, then each year's change (`+22`, `-5`, `=` for none), `_` for a year without a
figure. The letter before the first number names the source of the whole series: W World Bank, U United Nations, G Gapminder
from UN World Population Prospects, I ITU through the World Bank, C CIA World Factbook.
GDP is current US dollars (to 0.25 % of its peak or better), people are heads (0.5 %), online is in thousandths.
Trade is exports and imports of goods and services in percent of GDP, of the last year that has both: `68@23`.

A series comes from one source in one edition, so that no year jumps because of a revision: the World Bank's WDI of
2026-07-13; GDP from the United Nations where WDI ends before 2020 or has none; the Factbook of 2026-05 where neither has
one. Only figures that a source printed for that very year are kept: nothing carried, interpolated, or from the IMF.
"""
import csv
import math
import sys
from pathlib import Path

FIRST, LAST = 2010, 2025
# A GDP series of WDI that ends earlier yields to that of the United Nations: inflation has made it useless.
ENDS = 2020

# The capital's zone where a country has several, and zones that the country list lacks.
ZONES = dict(
    AQ="Antarctica/McMurdo", AR="America/Argentina/Buenos_Aires", AU="Australia/Sydney", BR="America/Sao_Paulo",
    CA="America/Toronto", CD="Africa/Kinshasa", CL="America/Santiago", CN="Asia/Shanghai", CY="Asia/Nicosia",
    DE="Europe/Berlin", EC="America/Guayaquil", ES="Europe/Madrid", FM="Pacific/Pohnpei", GL="America/Nuuk",
    ID="Asia/Jakarta", KI="Pacific/Tarawa", KZ="Asia/Almaty", MH="Pacific/Majuro", MN="Asia/Ulaanbaatar",
    MX="America/Mexico_City", MY="Asia/Kuala_Lumpur", NZ="Pacific/Auckland", PF="Pacific/Tahiti",
    PG="Pacific/Port_Moresby", PS="Asia/Hebron", PT="Europe/Lisbon", RU="Europe/Moscow", UA="Europe/Kyiv",
    UM="Pacific/Wake", US="America/New_York", UZ="Asia/Tashkent", XK="Europe/Belgrade", SJ="Europe/Oslo", BV="UTC", HM="UTC",
)
# Weekends as they are now (Unicode CLDR weekData; Bangladesh, Maldives, Palestine, Nepal, Brunei, Djibouti and Somalia
# by common knowledge). Earlier changes, such as in the Emirates in 2022, are not carried.
WEEKENDS = {"5": "IR DJ SO", "6": "NP", "7": "IN UG", "45": "AF", "57": "BN",
            "56": "BD BH DZ EG IL IQ JO KW LY MV OM PS QA SA SD SY YE"}
WEEKEND = {code: days for days, codes in WEEKENDS.items() for code in codes.split()}
NAMES = {"US": "United States", "CG": "Congo - Brazzaville"}
REGIONS = {"TW": "Eastern Asia", "XK": "Southern Europe", "AQ": "Antarctica"}
CURRENCIES = {"XK": "EUR", "LS": "LSL", "BT": "BTN", "PA": "PAB", "SV": "USD", "VE": "VES", "NA": "NAD", "HT": "HTG",
              "UY": "UYU"}


# Names of the Factbook that differ.
BOOK = {"FK": "Falkland Islands (Islas Malvinas)", "SH": "Saint Helena, Ascension, and Tristan da Cunha", "CC": "Cocos (Keeling) Islands",
        "PN": "Pitcairn Islands", "VA": "Holy See (Vatican City)", "SJ": "Svalbard", "PM": "Saint Pierre and Miquelon",
        "MF": "Saint Martin", "BL": "Saint Barthelemy", "TC": "Turks and Caicos Islands", "MP": "Northern Mariana Islands",
        "VG": "British Virgin Islands"}


def rows(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def column(years, name):
    """The figures of one column, by year; a share of nought says that nobody counted."""
    found = {year: float(row[name]) for year, row in years.items() if row.get(name)}
    return {year: value for year, value in found.items() if FIRST <= year <= LAST and value > 0}


def gdp(wdi, un, book):
    world = column(wdi, "gdp_usd")
    nations = column(un, "gdp_usd_un")
    if nations and max(nations) > max(world, default=0) and max(world, default=0) < ENDS:
        return nations, "U"
    return (world, "W") if world else (book.get("gdp", {}), "C")


def people(wdi, un, book):
    world = column(wdi, "population")
    if world:
        return world, "W"
    prospects = column({year: row for year, row in un.items() if "pop:Gapminder/UN-WPP" in row["source"]}, "population")
    return (prospects, "G") if prospects else (book.get("people", {}), "C")


def online(wdi, un, book):
    world = column(wdi, "internet_users_pct")
    return (world, "I") if world else (book.get("online", {}), "C")


def factbook(folder):
    """What the Factbook says, by its name of the country. Its Taiwan is an old value under a new year, and is left out."""
    found = {}
    for row in rows(folder, "factbook_2026-05.csv"):
        if row["name"] == "Taiwan":
            continue
        pairs = dict(gdp=("gdp_year", "gdp_official_usd"), people=("pop_year", "population"), online=("internet_year", "internet_pct"))
        found[row["name"]] = {
            what: {int(row[year]): float(row[value])}
            for what, (year, value) in pairs.items()
            if row[value] and row[year] and FIRST <= int(row[year]) <= LAST and float(row[value]) > 0
        }
    return found


def trade(years):
    for year in sorted(years, reverse=True):
        row = years[year]
        if row["exports_pct_gdp"] and row["imports_pct_gdp"]:
            return f"{float(row['exports_pct_gdp']) + float(row['imports_pct_gdp']):.0f}@{year % 100}"
    return ""


def series(figures, source, room=None):
    """`room` is 10 for three digits, 1 for four; without it the values are percent and are told in thousandths."""
    if not figures:
        return ""
    exponent = max(math.floor(math.log10(max(figures.values()) * room)) - 3, 0) if room else -1
    text, before = f"{exponent}:", None
    for year in range(FIRST, LAST + 1):
        if year not in figures:
            text += "_"
            continue
        units = round(figures[year] / 10 ** exponent)
        text += f"{source}{units}" if before is None else "=" if units == before else f"{units - before:+d}"
        before = units
    return text.rstrip("_")


def main(folder):
    here = Path(__file__).parent
    world, nations, book = {}, {}, factbook(folder)
    for name, facts in (("wdi_2026-07.csv", world), ("indicators.csv", nations)):
        for row in rows(folder, name):
            facts.setdefault(row["iso2"], {})[int(row["year"])] = row
    regions = {}
    for row in rows(folder, "countries.csv"):
        code = row["iso2"]
        own = world.get(code, {}), nations.get(code, {}), book.get(BOOK.get(code) or row["name"], {})
        zone = ZONES.get(code) or row["timezones"]
        assert zone and "|" not in zone, (code, zone)
        region = REGIONS.get(code) or row["subregion"] or row["region"]
        currency = CURRENCIES.get(code) or row["currency"]
        assert "," not in currency and region, (code, currency, region)
        regions.setdefault(region, []).append("|".join([
            code, NAMES.get(code) or row["name"], currency, zone, WEEKEND.get(code, ""),
            series(*gdp(*own), 5), series(*people(*own), 10), series(*online(*own)), trade(own[1])]))
    with open(here / "countries.txt", "w", encoding="utf-8", newline="\n") as out:
        for region, lines in sorted(regions.items()):
            out.write(f"# {region}\n")
            out.writelines(line + "\n" for line in sorted(lines))
    with open(here / "cpi.txt", "w", encoding="utf-8", newline="\n") as out:
        for row in rows(folder, "us_cpi_annual.csv"):
            if row["months"] == "12":
                out.write(f"{row['year']} {float(row['cpi_u']):.2f}\n")


main(sys.argv[1])
