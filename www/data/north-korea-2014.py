"""Draws www/data/north-korea-2014.csv from the published times of the outage of December 2014.

No signal file of that outage was ever published, only its times. This script turns them into a series: for every five
minutes the mean number of North Korea's four prefixes that were visible. What was published is marked so; the shape of
the unstable day before the outage and the length of one short blip were not, and are marked as assumed.

    python3 www/data/north-korea-2014.py > www/data/north-korea-2014.csv
"""

from datetime import datetime, timedelta

STEP = 5
FIRST = datetime(2014, 12, 17)
LAST = datetime(2014, 12, 25)
PREFIXES = 4

STATEMENT = """\
# Prefixes of North Korea (AS131279: 175.45.176.0/24 to 175.45.179.0/24) visible in the global routing table, 0 to 4.
# Drawn from the published times, so finding 9 h 31 min here tests our arithmetic, not Dyn.
# Each row is the mean over the 5 minutes that begin at the stamp. Rows marked "assumed" have a shape that was never published.
# Times: Dyn Research (J. Cowie), "Someone Disconnects North Korea: Who?", 2014-12-22; end: Dyn in ZDNet and Reuters, 2014-12-23; second outage: Dyn in BBC and ABC News.
"""

# From, until, visible prefixes, basis. Later rows win over earlier ones.
STRETCHES = [
    (FIRST, LAST, PREFIXES, "published"),  # four networks, always
    (datetime(2014, 12, 22, 16, 15), datetime(2014, 12, 23, 1, 46), 0, "published"),  # the outage: 571 minutes
    (datetime(2014, 12, 23, 7, 50), datetime(2014, 12, 23, 7, 55), 0, "assumed"),  # "just before 08:00"; length unpublished
    (datetime(2014, 12, 23, 15, 41), datetime(2014, 12, 23, 16, 12), 0, "published"),  # the second outage
]


def unstable_day():
    """More than 24 hours of instability before the outage: four spells of lost prefixes, in a shape of our own."""
    begin = datetime(2014, 12, 21, 16, 15)
    yield begin, begin + timedelta(hours=24), PREFIXES, "assumed"
    for hours, minutes, visible in [(0, 105, 3), (6.25, 70, 2), (12, 80, 3), (18, 90, 2)]:
        at = begin + timedelta(hours=hours)
        yield at, at + timedelta(minutes=minutes), visible, "assumed"


def state(at, stretches):
    """Visible prefixes and basis in the minute that begins at `at`."""
    for begin, end, visible, basis in reversed(stretches):
        if begin <= at < end:
            return visible, basis
    raise ValueError(at)


def main():
    stretches = STRETCHES[:1] + list(unstable_day()) + STRETCHES[1:]
    print(STATEMENT, end="")
    print("time_utc,prefixes_visible,basis")
    at = FIRST
    while at < LAST:
        minutes = [state(at + timedelta(minutes=m), stretches) for m in range(STEP)]
        mean = sum(visible for visible, _ in minutes) / STEP
        basis = "assumed" if any(basis == "assumed" for _, basis in minutes) else "published"
        print(f"{at:%Y-%m-%dT%H:%M:%SZ},{mean:g},{basis}")
        at += timedelta(minutes=STEP)


if __name__ == "__main__":
    main()
