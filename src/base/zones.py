"""Writes zones.txt: the offsets of every zone from 1990 to 2037, told by rules. Python 3, standard library and tzdata.

    pip install tzdata && python3 zones.py > zones.txt

A line is one history: `names|first offset|rule rule …`. A rule is `FROM-TO:MONTH.DAY@TIME+`, where FROM and TO are
years after 1990 (TO is left out where it is FROM), DAY is `17` (that day), `7>8` (first Sunday from the 8th on, Monday is
1) or `7<` (last Sunday), TIME is the hour, or `hour.minute`, of the clock that was true just before (`u`: of UTC); then
`+` (the clock goes an hour ahead), `-` (an hour back), or the minutes it moves by. Lines and rules are sorted, so the same tzdata gives the same bytes.
Source: IANA time zone database, in the public domain.
"""
import calendar
import importlib.resources
import struct
import sys
from datetime import datetime, timedelta

FIRST, LAST = 1990, 2037
EPOCH = datetime(1970, 1, 1)
# Names that browsers still use for zones that were renamed.
OLD = """Africa/Asmera America/Buenos_Aires America/Coral_Harbour America/Godthab
America/Indianapolis America/Louisville Asia/Calcutta Asia/Katmandu Asia/Rangoon
Asia/Saigon Atlantic/Faeroe Europe/Kiev Pacific/Enderbury Pacific/Ponape Pacific/Truk""".split()

# Left out for their size: zones of a few counties, towns and stations, and provinces of Argentina, which keep the
# capital's clock today.
SMALL = """America/Atikokan America/Blanc-Sablon America/Cambridge_Bay America/Catamarca America/Cordoba America/Coyhaique
America/Creston America/Danmarkshavn America/Dawson America/Dawson_Creek America/Eirunepe America/Fort_Nelson
America/Glace_Bay America/Goose_Bay America/Inuvik America/Jujuy America/Mendoza America/Menominee America/Metlakatla
America/Nome America/Punta_Arenas America/Rankin_Inlet America/Resolute America/Santarem America/Scoresbysund
America/Sitka America/Swift_Current America/Thule America/Yakutat Arctic/Longyearbyen Asia/Barnaul Asia/Khandyga
Asia/Novokuznetsk Asia/Srednekolymsk Asia/Ust-Nera Australia/Eucla Australia/Lindeman Europe/Busingen""".split()
SMALL_GROUPS = ("America/Indiana/", "America/North_Dakota/", "America/Kentucky/", "America/Argentina/", "Antarctica/")
KEPT = ("America/Argentina/Buenos_Aires", "Antarctica/McMurdo", "America/Indiana/Indianapolis", "America/Kentucky/Louisville")


def small(name):
    return name in SMALL or name.startswith(SMALL_GROUPS) and name not in KEPT


def data(name):
    return importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


def names():
    rows = [line.split("\t") for line in data("zone.tab").decode().splitlines() if not line.startswith("#")]
    return sorted(name for name in {row[2] for row in rows} | set(OLD) if not small(name))


def history(name):
    """First offset and [(moment as naive UTC, offset in minutes)], with the closing POSIX rule spelled out."""
    from zoneinfo import ZoneInfo
    import io
    zone = ZoneInfo.from_file(io.BytesIO(data(name)))
    raw = data(name)
    # RFC 8536: skip the first block (32 bit), read the moments of the second.
    counts = struct.unpack(">6l", raw[20:44])
    isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt = counts
    at = 44 + timecnt * 5 + typecnt * 6 + charcnt + leapcnt * 8 + isstdcnt + isutcnt
    timecnt = struct.unpack(">6l", raw[at + 20:at + 44])[3]
    stamps = set(struct.unpack(f">{timecnt}q", raw[at + 44:at + 44 + 8 * timecnt]))

    def offset(moment):
        return int(moment.replace(tzinfo=UTC).astimezone(zone).utcoffset().total_seconds())

    from datetime import timezone
    UTC = timezone.utc
    # Past the last stamp the closing rule holds: look for its changes hour by hour.
    last = EPOCH + timedelta(seconds=max(stamps)) if stamps else datetime(FIRST, 1, 1)
    moment = max(last, datetime(FIRST, 1, 1))
    if raw.rstrip(b"\n").rsplit(b"\n", 1)[-1].count(b","):
        while moment.year <= LAST:
            after = moment + timedelta(days=1)
            if offset(moment) != offset(after):
                low, high = moment, after
                while high - low > timedelta(minutes=1):
                    middle = low + timedelta(minutes=int((high - low).total_seconds() // 120))
                    low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
                stamps.add(int((high - EPOCH).total_seconds()))
            moment = after
    start, end = datetime(FIRST, 1, 1), datetime(LAST + 1, 1, 1)
    first = now = offset(start)
    changes = []
    for stamp in sorted(stamps):
        moment = EPOCH + timedelta(seconds=stamp)
        if start < moment < end and offset(moment) != now:
            now = offset(moment)
            changes.append((moment, now))
    assert first % 60 == 0 and all(o % 60 == 0 for _, o in changes), name
    return first // 60, [(m, o // 60) for m, o in changes]


def day_of(year, month, day):
    """The day that a DAY means in a month."""
    length = calendar.monthrange(year, month)[1]
    if ">" in day:
        weekday, low = map(int, day.split(">"))
        return low + (weekday - 1 - calendar.weekday(year, month, low)) % 7
    if "<" in day:
        weekday = int(day[:-1])
        return length - (calendar.weekday(year, month, length) - (weekday - 1)) % 7
    return int(day)


def step(minutes):
    return {60: "+", -60: "-"}.get(minutes, f"{minutes:+}")


def rules(first, changes, liked):
    """The fewest rules that a greedy search finds, of equal ones those that many zones use; checked by spelling them out."""
    todo, before = [], first
    for moment, offset in changes:
        todo.append((moment, before, offset))
        before = offset
    found, left = [], list(todo)

    def clocks(item):
        moment, before, _ = item
        return [(moment + timedelta(minutes=before), ""), (moment, "u")]

    while left:
        best = None
        for local, clock in clocks(left[0]):
            minutes = local.hour * 60 + local.minute
            weekday = local.weekday() + 1
            days = [f"{weekday}<"] + [f"{weekday}>{low}" for low in (1, 8, 15, 22)]
            days += [f"{weekday}>{low}" for low in range(local.day - 6, local.day + 1) if low > 0] + [str(local.day)]
            for day in days:
                if day_of(local.year, local.month, day) != local.day:
                    continue
                run, year = [left[0]], local.year
                for item in left[1:]:
                    there = next(c for c, k in clocks(item) if k == clock)
                    if there.year == year + 1 and there.month == local.month and item[2] - item[1] == left[0][2] - left[0][1] \
                            and there.hour * 60 + there.minute == minutes \
                            and there.day <= 31 and day_of(there.year, there.month, day) == there.day:
                        run.append(item)
                        year += 1
                time = f"{minutes // 60}" + (f".{minutes % 60}" if minutes % 60 else "")
                text = f"{local.month}.{day}@{time}{clock}{step(left[0][2] - left[0][1])}"
                key = (-len(run), -liked.get(text, 0), len(text), text)
                if best is None or key < best[0]:
                    best = (key, local.year, year, text, run)
        _, since, until, text, run = best
        span = f"{since - FIRST}" if since == until else f"{since - FIRST}-{until - FIRST}"
        found.append(f"{span}:{text}")
        left = [item for item in left if item not in run]
    assert expand(first, found) == changes, (expand(first, found), changes)
    return found


def expand(first, found):
    """What the reader of the table does: every rule in every year, by the clock, then in order."""
    walls = []
    for rule in found:
        span, rest = rule.split(":")
        since, _, until = span.partition("-")
        month, rest = rest.split(".", 1)
        day, rest = rest.split("@")
        cut = next(i for i, c in enumerate(rest) if c in "+-")
        time, move = rest[:cut], {"+": 60, "-": -60}.get(rest[cut:]) or int(rest[cut:])
        hour, _, minute = time.rstrip("u").partition(".")
        for year in range(int(since), int(until or since) + 1):
            at = datetime(FIRST + year, int(month), day_of(FIRST + year, int(month), day))
            at += timedelta(hours=int(hour), minutes=int(minute or 0))
            walls.append((at, time.endswith("u"), move))
    walls.sort()
    changes, now = [], first
    for at, utc, move in walls:
        changes.append((at if utc else at - timedelta(minutes=now), now + move))
        now += move
    return changes


def main():
    histories = {name: history(name) for name in names()}
    liked = {}
    for first, changes in histories.values():
        for rule in rules(first, changes, {}):
            text = rule.split(":")[1]
            liked[text] = liked.get(text, 0) + 1
    same = {}
    for name, (first, changes) in histories.items():
        same.setdefault((first, " ".join(rules(first, changes, liked))), []).append(name)
    for (first, text), zones in sorted(same.items(), key=lambda item: item[1]):
        sys.stdout.write(f"{' '.join(zones)}|{first}|{text}\n")


main()
