"""What the real files hold, read by other means than ours: Python's csv and json and the files' own documentation.

Called with the folder of real files. Prints a line a series: file, id, filled values, sum, first and last stamp in
milliseconds, first and last filled value. A file without a series prints its name alone. A file of routing elements
prints its name, `elements` and how many announce, withdraw and stand in a table; its series are rebuilt by rules that
`tests/real_mrt.rs` holds against bgpdump.
"""

import csv
import datetime
import json
import sys
from pathlib import Path

ROOT = Path(sys.argv[1])
UTC = datetime.timezone.utc


def ms(text):
    """ISO 8601; a naive one is UTC."""
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return round(at.timestamp() * 1000)


def tell(name, series):
    """series: id -> list of (ms, value or None)."""
    if not series:
        print(name)
    for key, samples in series.items():
        filled = [(t, v) for t, v in sorted(samples) if v is not None]
        total = sum(v for _, v in filled)
        (t0, v0), (t1, v1) = filled[0], filled[-1]
        print(name, key, len(filled), repr(total), t0, t1, repr(v0), repr(v1), sep="|")


def table(name, time, columns, parse=ms):
    series = {key: [] for key in columns}
    with open(ROOT / name, newline="") as file:
        for row in csv.DictReader(file):
            for key, column in columns.items():
                if row[column] != "":
                    series[key].append((parse(row[time]), float(row[column])))
    tell(name, series)


def load(name):
    text = (ROOT / name).read_text()
    return json.loads(text.removeprefix(")]}'"))


table(
    "signals/ioda_dashboard_iran_2026.csv",
    "Time (UTC)",
    {
        "google": "Google (Search)",
        "telescope": "Telescope (# Unique Source IPs)",
        "bgp": "BGP (#Visible /24s)",
        "probing": "Active Probing (#/24s Up)",
        "mozilla": "Mozilla (City Count)",
    },
)
same = ["gtr", "merit-nt", "bgp", "ping-slash24"]
table("signals/ioda_labelled_iraq_2023.csv", "timestamp", {k: k for k in same}, lambda s: int(s) * 1000)
table("signals/google_youtube_RU.csv", "date and time", {"value": "value"})
table("signals/amsix_2023_traceroutes.csv", "time_utc", {"traceroutes-via-amsix": "traceroutes_via_amsix"})
table("signals/monash_iran_2019_national_mean.csv", "time_utc", {"mean": "mean", "median": "median"})

# Monash: the mean over places at each (local) hour; latencies by place, moved to UTC by the row's own offset.
hours = {}
with open(ROOT / "signals/monash_iran_2019_regions.csv", newline="") as file:
    for row in csv.DictReader(file):
        hours.setdefault(int(row["time_e"]) * 1000, []).append(float(row["connectivity"]))
means = [(t, sum(v) / len(v)) for t, v in hours.items()]
tell("signals/monash_iran_2019_regions.csv", {"connectivity": means})
places = {}
with open(ROOT / "signals/monash_ukraine_2022_latency.csv", newline="") as file:
    for row in csv.DictReader(file):
        at = datetime.datetime.strptime(row["time_local"], "%d-%b-%Y %H:%M:%S").replace(tzinfo=UTC)
        at -= datetime.timedelta(hours=float(row["timezone_offset"]))
        key = "-".join("".join(c if c.isalnum() else " " for c in row["adm1_name"].lower()).split())
        places.setdefault(key, []).append((round(at.timestamp() * 1000), float(row["latency_indx"])))
tell("signals/monash_ukraine_2022_latency.csv", places)
pings = []
with open(ROOT / "signals/monash_myanmar_2021_pings.csv", newline="") as file:
    pings = [ms(row["time_local_str"]) for row in csv.DictReader(file)]
width = 2 * 3600 * 1000
first, last = min(pings) // width, max(pings) // width
counts = {b: 0 for b in range(first, last + 1)}
for at in pings:
    counts[at // width] += 1
whole = [(b * width, float(n)) for b, n in counts.items() if first < b < last]
tell("signals/monash_myanmar_2021_pings.csv", {"answered-pings": whole})

name = "formats/ioda_v2_signals_raw_IQ_2023-08.json"
series = {}
for item in load(name)["data"][0]:
    grid = [(1000 * (item["from"] + i * item["step"]), v) for i, v in enumerate(item["values"])]
    series[item["datasource"]] = grid
tell(name, series)

for path in sorted((ROOT / "formats/prometheus").glob("*.json")):
    name = str(path.relative_to(ROOT))
    series = {}
    for item in load(name)["data"]["result"]:
        labels = [(k, v) for k, v in item["metric"].items() if k != "__name__"]
        text = item["metric"]["__name__"] + " " + " ".join(f"{k} {v}" for k, v in labels)
        key = "-".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
        series[key] = [(round(t * 1000), float(v)) for t, v in item["values"]]
    tell(name, series)

name = "formats/google/raw_api_response_example.txt"
tell(name, {"traffic": [(t, v[0][1]) for t, v in load(name)[0][1]]})


def span(stretch):
    return ms(stretch["starttime"]), ms(stretch["endtime"])


for name, step in [
    ("formats/ripestat-2017/countryResourceStats.json", 7 * 86400_000),
    ("formats/ripestat-2025/country_resource_stats.json", 300_000),
]:
    data = load(name)
    series = {}
    for row in data.get("data", data)["stats"]:
        for key, value in row.items():
            if key.endswith("_ris"):
                samples = series.setdefault(key.replace("_", "-"), [])
                for start, end in map(span, row["timeline"]):
                    samples += [(t, None if value < 0 else float(value)) for t in range(start, end + 1, step)]
    tell(name, series)

for name in ["formats/ripestat-2017/prefixCount.json", "formats/ripestat-2025/prefix_count.json"]:
    data = load(name)
    data = data.get("data", data)
    series = {}
    for family in ["ipv4", "ipv6"]:
        for field in ["prefixes", "address-space"]:
            series[f"{family}-{field}"] = [(ms(row["timestamp"]), float(row[field])) for row in data[family]]
    tell(name, series)

for name in ["formats/ripestat-2017/routingHistory.json", "formats/ripestat-2025/routing_history.json"]:
    data = load(name)
    data = data.get("data", data)
    step = data["time_granularity"] * 1000
    stretches = [span(t) for o in data["by_origin"] for p in o["prefixes"] for t in p["timelines"]]
    start, end = min(s for s, _ in stretches), max([e for _, e in stretches] + [ms(data["query_endtime"])])
    grid = [(t, float(sum(s <= t <= e for s, e in stretches))) for t in range(start, end + 1, step)]
    tell(name, {"as3333-prefixes": grid})

for name in ["formats/ripestat-2017/bgpUpdateActivity.json", "formats/ripestat-2025/bgp_update_activity.json"]:
    data = load(name)
    updates = data.get("data", data)["updates"]
    keys = ["announcements", "withdrawals"]
    tell(name, {key: [(ms(u["starttime"]), float(u[key])) for u in updates] for key in keys})

for path in sorted(ROOT.glob("formats/ripestat-*/*.json")):
    words = path.stem.replace("_", "").lower()
    snapshots = ["bgpstate", "countryasns", "countryresourcelist", "rirstatscountry", "rispeercount", "routingstatus"]
    snapshots += ["visibility", "mlabclients", "mlabactivitycount", "mlapactivitycount"]
    if words in snapshots:
        tell(str(path.relative_to(ROOT)), {})
tell("formats/ioda_v2_outages_events_sample.json", {})

# Announced prefixes: intervals at the eight hours between two dumps of RIS.
for name in ["formats/ripestat-2017/announcedPrefixes.json", "formats/ripestat-2025/announced_prefixes.json"]:
    data = load(name)
    data = data.get("data", data)
    stretches = [span(t) for p in data["prefixes"] for t in p["timelines"]]
    start, end = min(s for s, _ in stretches), max([e for _, e in stretches] + [ms(data["query_endtime"])])
    grid = [(t, float(sum(s <= t <= e for s, e in stretches))) for t in range(start, end + 1, 8 * 3600_000)]
    tell(name, {"prefixes": grid})

for name in ["2017/bgPlay.json", "2017/bgpUpdates.json", "2025/bgplay.json", "2025/bgp_updates.json"]:
    name = "formats/ripestat-" + name
    data = load(name)
    data = data.get("data", data)
    kinds = [event["type"] for event in data.get("events", []) + data.get("updates", [])]
    print(name, "elements", kinds.count("A"), kinds.count("W"), len(data.get("initial_state", [])), sep="|")

name = "formats/mrt/ris-live-stream.json"
announced = withdrawn = 0
for line in (ROOT / name).read_text().splitlines():
    try:
        message = json.loads(line)["data"]
    except json.JSONDecodeError:  # The last line of the file breaks off.
        continue
    announced += sum(len(block["prefixes"]) for block in message.get("announcements", []))
    withdrawn += len(message.get("withdrawals", []))
print(name, "elements", announced, withdrawn, 0, sep="|")
