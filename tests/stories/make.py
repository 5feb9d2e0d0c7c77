"""Writes the made-up inputs of the stories; every number is invented, none is measured.

In: nothing. Out: `<story>/input.*`. The noise is a fixed linear congruential sequence, so the files never change.
"""
import math
import pathlib

HERE = pathlib.Path(__file__).parent


def noise(seed):
    state = seed
    while True:
        state = (1103515245 * state + 12345) % 2**31
        yield state / 2**30 - 1


def day(hour):
    return 1 + 0.45 * math.sin((hour - 9) / 24 * 2 * math.pi)


def clock(minutes, start="2024-03-"):
    days, rest = divmod(minutes, 1440)
    return f"{start}{days + 1:02}T{rest // 60:02}:{rest % 60:02}:00Z"


def write(story, name, lines):
    folder = HERE / story
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n")


def nightly():
    """Requests a quarter hour; in eight nights nothing from 01:00 to 05:00."""
    shake, lines = noise(7), ["time,requests"]
    for m in range(0, 26 * 1440, 15):
        down = 10 <= m // 1440 < 18 and 60 <= m % 1440 < 300
        value = 0 if down else round(4000 * day(m / 60) + 120 * next(shake))
        lines.append(f"{clock(m)},{value}")
    write("nightly-cuts", "input.csv", lines)


def partial():
    """Epoch seconds, semicolons, decimal commas; traffic falls by 45 % for seven hours while routes stay."""
    shake, lines = noise(11), ["epoch;traffic;routes"]
    for m in range(0, 21 * 1440, 10):
        share = 0.55 if 15 * 1440 + 600 <= m < 15 * 1440 + 1020 else 1
        traffic = 80 * day(m / 60) * share * (1 + 0.02 * next(shake))
        lines.append(f"{1709251200 + 60 * m};{traffic:.2f}".replace(".", ",") + ";412")
    write("partial-routes-up", "input.csv", lines)


def steady():
    """Nothing happens: a season and noise."""
    shake, lines = noise(23), ["timestamp\tbytes"]
    for m in range(0, 15 * 1440, 30):
        lines.append(f"{clock(m)}\t{5e6 * day(m / 60) * (1 + 0.05 * next(shake)):.0f}")
    write("steady", "input.tsv", lines)


def ongoing():
    """Long form, two signals; both fall near the end and the file stops while they are down."""
    shake, lines = noise(31), ["time,signal,value"]
    for m in range(0, 12 * 1440, 20):
        up = m < 11 * 1440 + 540
        lines.append(f"{clock(m)},probing,{900 + round(6 * next(shake)) if up else 12}")
        lines.append(f"{clock(m)},traffic,{round(300 * day(m / 60) + 8 * next(shake)) if up else 0}")
    write("ongoing", "input.csv", lines)


def no_time():
    """A table that is well made, but has no column of times."""
    write("no-time-column", "input.csv", ["name,visits", "north,12", "south,15", "east,9"])


for story in (nightly, partial, steady, ongoing, no_time):
    story()
