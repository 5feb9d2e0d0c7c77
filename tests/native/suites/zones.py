"""Prints what another reader of the zone database says: `zone moment offset` and `zone reading first second`, in seconds.

Reads names of zones, one a line. Around each change of a clock from 1990 to 2037: the offset a second before and after it,
and the moments that readings of the local clock around it may mean (the same twice where there is one, `-` where none).
"""
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

UTC = timezone.utc
DAY = 86_400


def offset(zone, at):
    return int(datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset().total_seconds())


def moments(zone, reading):
    naive = datetime.fromtimestamp(reading, UTC).replace(tzinfo=None)
    found = []
    for fold in (0, 1):
        at = naive.replace(tzinfo=zone, fold=fold).timestamp()
        back = datetime.fromtimestamp(at, UTC).astimezone(zone).replace(tzinfo=None)
        if back == naive and int(at) not in found:
            found.append(int(at))
    return sorted(found)


for name in sys.stdin.read().split():
    zone = ZoneInfo(name)
    at, last = 631_152_000 + DAY, 2_145_916_800 - DAY
    before = offset(zone, at)
    while at < last:
        now = offset(zone, at + DAY)
        if now != before:
            low, high = at, at + DAY
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
            for moment in (low, high):
                print(name, "at", moment, offset(zone, moment))
            for minutes in (-90, -30, -1, 0, 1, 30, 90):
                reading = high + max(before, now) + minutes * 60
                found = moments(zone, reading)
                print(name, "reads", reading, *(found if found else ["-"]))
            before = now
        at += DAY
