"""Writes countries.txt and cpi.txt: GDP, people and share online of every country and territory, 2010 to 2024.

    python3 make.py FOLDER     (with indicators.csv, countries.csv, us_cpi_annual.csv; Python 3, standard library)

A line of countries.txt is `code|name|currency|zone|weekend|GDP|people|online|trade`, below a line `# region`. Zone is the
capital's; weekend holds its days, Monday is 1, and is left out for Saturday and Sunday. A series is `exponent:` and one
entry a year from 2010: the first number, then each year's change (`+22`, `-5`, `=` for none), `_` for a year without a
figure. A letter names the source from there on: W World Bank, U United Nations, G Gapminder from UN World Population Prospects, I ITU
through the World Bank, C CIA World Factbook. `!` marks a jump that comes with a change of source, not of the country.
GDP is current US dollars (to 0.25 % of its peak or better), people are heads (0.5 %), online is in thousandths.
Trade is exports and imports of goods and services in percent of GDP, of the last year that has both: `68@23`.

Only figures that a source printed for that very year are kept: nothing carried, interpolated, or from the IMF.
"""
import csv
import math
import sys
from pathlib import Path

FIRST, LAST = 2010, 2024

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


def rows(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def gdp(row):
    """World Bank, else United Nations: never the column that mixes in the IMF."""
    for column, letter in (("gdp_usd_wb", "W"), ("gdp_usd_un", "U")):
        if row[column]:
            return float(row[column]), letter
    return None


def people(row):
    source = row["source"].split("pop:")[1].split(";")[0]
    letter = {"WB": "W", "Gapminder/UN-WPP": "G"}.get(source)
    return (float(row["population"]), letter) if letter and row["population"] else None


def online(row):
    if row["internet_users_fill"] == "reported" and float(row["internet_users_pct"]) > 0:
        return float(row["internet_users_pct"]), "I"
    if row["internet_users_fill"] == "CIA_" + row["year"]:
        return float(row["internet_users_pct_filled"]), "C"
    return None


def trade(years):
    for year in sorted(years, reverse=True):
        row = years[year]
        if row["exports_pct_gdp"] and row["imports_pct_gdp"]:
            return f"{float(row['exports_pct_gdp']) + float(row['imports_pct_gdp']):.0f}@{year % 100}"
    return ""


def series(years, read, room=None):
    """`room` is 10 for three digits, 1 for four; without it the values are percent and are told in thousandths."""
    found = [read(years[year]) if year in years else None for year in range(FIRST, LAST + 1)]
    values = [entry[0] for entry in found if entry]
    if not values:
        return ""
    exponent = max(math.floor(math.log10(max(values) * room)) - 3, 0) if room else -1
    text, before, source, amount = f"{exponent}:", None, None, None
    for entry in found:
        if entry is None:
            text += "_"
            continue
        value, letter = entry
        units = round(value / 10 ** exponent)
        if letter != source:
            text += ("!" if amount and not 0.8 < value / amount < 1.25 else "") + letter
        text += str(units) if before is None else "=" if units == before else f"{units - before:+d}"
        before, source, amount = units, letter, value
    return text.rstrip("_")


def main(folder):
    here = Path(__file__).parent
    facts = {}
    for row in rows(folder, "indicators.csv"):
        facts.setdefault(row["iso2"], {})[int(row["year"])] = row
    regions = {}
    for row in rows(folder, "countries.csv"):
        code, years = row["iso2"], facts.get(row["iso2"], {})
        zone = ZONES.get(code) or row["timezones"]
        assert zone and "|" not in zone, (code, zone)
        region = REGIONS.get(code) or row["subregion"] or row["region"]
        currency = CURRENCIES.get(code) or row["currency"]
        assert "," not in currency and region, (code, currency, region)
        regions.setdefault(region, []).append("|".join([
            code, NAMES.get(code) or row["name"], currency, zone, WEEKEND.get(code, ""),
            series(years, gdp, 5), series(years, people, 10), series(years, online), trade(years)]))
    with open(here / "countries.txt", "w", encoding="utf-8", newline="\n") as out:
        for region, lines in sorted(regions.items()):
            out.write(f"# {region}\n")
            out.writelines(line + "\n" for line in sorted(lines))
    with open(here / "cpi.txt", "w", encoding="utf-8", newline="\n") as out:
        for row in rows(folder, "us_cpi_annual.csv"):
            if row["months"] == "12":
                out.write(f"{row['year']} {float(row['cpi_u']):.2f}\n")


main(sys.argv[1])
