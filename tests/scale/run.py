"""`tests/run --scale`: the recipes of the documentation on engines that exist, and what they cost beside the bare command.

In: the command, the maker of jobs, a folder to work in, how many series. Out: a table (series a second of one core's time, that
time beside the bare command's, growth from a hundredth of the series to all), whether every answer is the same bytes, whether
a killed executor lost any, and the most memory over ten times as many jobs. The last line is `N passed, N failed`.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
RECIPES = HERE.parent.parent / "www" / "docs" / "_recipes"
# The executors are processes of their own: two, of one core and 1,024 MB each.
MASTER = "local-cluster[2,1,1024]"
PROCESSES = "2"


class Scale:
    def __init__(self, command, maker, work, count):
        self.command, self.maker, self.work, self.count = command, maker, pathlib.Path(work), count
        self.env = {**os.environ, "OUTAGE_LENS": command, "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(RECIPES)}
        self.passed = self.failed = 0

    def holds(self, name, holds):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print(f"{'ok     ' if holds else 'FAILED '} {name}", flush=True)

    def jobs(self, count, days=7):
        path = self.work / f"jobs-{count}-{days}.jsonl"
        with open(path, "wb") as out:
            subprocess.run([self.maker, str(count), "--days", str(days)], stdout=out, check=True)
        return path

    def run(self, words, out=None, meanwhile=None):
        """Runs it to its end: seconds of cores, its own and those of the processes it waited for, and most memory in MiB."""
        log = open(self.work / "log.txt", "wb")
        stdout = open(out, "wb") if out else log
        process = subprocess.Popen(words, stdout=stdout, stderr=log, env=self.env)
        if meanwhile:
            threading.Thread(target=meanwhile, args=(process.pid,), daemon=True).start()
        most = []
        threading.Thread(target=watch, args=(process.pid, most), daemon=True).start()
        _, status, used = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status) != 0:
            print((self.work / "log.txt").read_text(errors="replace")[-4000:])
            raise SystemExit(f"{words[0]} ended with {status}")
        return used.ru_utime + used.ru_stime, max(most, default=0.0)

    def bare(self, jobs, out):
        return self.run([self.command, "analyze", "--lines", "--as", "summary", "--jobs", PROCESSES, str(jobs)], out)

    def parallel(self, jobs, out):
        return self.run([str(RECIPES / "parallel_lines.sh"), str(jobs), str(out), PROCESSES])

    def dask(self, jobs, out):
        folder = fresh(self.work / "dask")
        used = self.run([sys.executable, str(RECIPES / "dask_lines.py"), str(jobs), str(folder), PROCESSES])
        parts = sorted(folder.glob("*.jsonl"), key=lambda path: int(path.stem))
        out.write_text("".join(part.read_text() for part in parts))
        return used

    def spark(self, jobs, out, meanwhile=None):
        import pyarrow.json
        import pyarrow.parquet

        folder = fresh(self.work / "spark")
        table = pyarrow.json.read_json(jobs, read_options=pyarrow.json.ReadOptions(block_size=64 << 20))
        pyarrow.parquet.write_table(table, self.work / "jobs.parquet")
        submit = [str(pathlib.Path(sys.executable).parent / "spark-submit"), "--master", MASTER, "--driver-memory", "2g"]
        submit += ["--conf", "spark.ui.enabled=false", str(RECIPES / "spark_lines.py"), str(self.work / "jobs.parquet"), str(folder)]
        used = self.run(submit, meanwhile=meanwhile)
        answers = pyarrow.parquet.read_table(folder / "answers").column("answer").to_pylist()
        out.write_text("".join(line + "\n" for line in answers))
        return used


def watch(pid, most):
    """The most memory of a process in MiB, while it runs. What the kernel tells at its end counts that of who started it, too."""
    while True:
        try:
            status = pathlib.Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return
        peak = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        if not peak:
            return
        most.append(int(peak[0]) / 1024)
        time.sleep(0.05)


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def lines(path):
    """The answers in the order of their ids: an engine may have another."""
    return sorted(path.read_text().splitlines())


def descendants(pid):
    """Every process below one."""
    found, rows = {pid}, []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            rows.append((int(entry.name), int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])))
        except (ValueError, OSError):
            continue
    for _ in range(8):
        found |= {own for own, parent in rows if parent in found}
    return found - {pid}


def typed_rows_are_the_answers(folder, answers):
    """Every typed cell of the rows against the answer that it came from."""
    import pyarrow.parquet

    told = {}
    for row in pyarrow.parquet.read_table(folder / "rows").to_pylist():
        told[row["id"], row["outage"]] = row
    wanted = 0
    for answer in map(json.loads, answers):
        wanted += max(1, len(answer["outages"]))
        for row in answer["outages"]:
            typed = told[row["id"], row["outage"]]
            for name, value in row.items():
                cell = typed[name]
                if hasattr(cell, "isoformat"):
                    same = abs(cell.timestamp() - parse(value)) < 1e-6
                else:
                    same = cell == value
                if not same:
                    print(row["id"], name, cell, value)
                    return False
    return len(told) == wanted


def parse(moment):
    from datetime import datetime

    return datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp()


def kill_one(work, killed):
    """Kills an executor once some partitions are written and others are not."""

    def wait_and_kill(pid):
        while True:
            done = len(list((work / "spark").rglob("task_*"))) + len(list((work / "spark" / "answers").glob("part-*")))
            for own in descendants(pid):
                try:
                    words = pathlib.Path(f"/proc/{own}/cmdline").read_bytes()
                except OSError:
                    continue
                if done >= 8 and b"CoarseGrainedExecutorBackend\0" in words and b"java" in words.split(b"\0")[0]:
                    os.kill(own, signal.SIGKILL)
                    killed.append((own, done))
                    return
            time.sleep(0.2)

    return wait_and_kill


def main(command, maker, work, count):
    scale = Scale(os.path.abspath(command), os.path.abspath(maker), os.path.abspath(work), int(count))
    fresh(scale.work)
    small, all_of_it = scale.jobs(max(1, scale.count // 100)), scale.jobs(scale.count)
    rows, wanted = [], None
    for name in ["bare", "parallel", "dask", "spark"]:
        told = scale.work / f"{name}.jsonl"
        begin, _ = getattr(scale, name)(small, told)
        secs, _ = getattr(scale, name)(all_of_it, told)
        rows.append((name, begin, secs))
        if name == "bare":
            wanted = lines(told)
            scale.holds(f"{scale.count} answers of the bare command, none an error", len(wanted) == scale.count and not any('"error"' in line for line in wanted))
        else:
            scale.holds(f"{name}: every answer is the same bytes", lines(told) == wanted)
    scale.holds("spark: every typed cell of its Parquet rows is the answer's", typed_rows_are_the_answers(scale.work / "spark", wanted))
    killed = []
    scale.spark(all_of_it, scale.work / "killed.jsonl", kill_one(scale.work, killed))
    scale.holds(f"spark: an executor was killed midway, {killed}, and nothing is lost", killed and lines(scale.work / "killed.jsonl") == wanted)
    # What a job holds decides the peak, not their number: shorter ones show the same in less time.
    _, few = scale.bare(scale.jobs(scale.count, days=1), scale.work / "few.jsonl")
    _, most = scale.bare(scale.jobs(scale.count * 10, days=1), scale.work / "many.jsonl")
    print(f"most memory of the bare command: {few:.1f} MiB over {scale.count} jobs, {most:.1f} MiB over {scale.count * 10}")
    # Of each job its id is known, up to a quarter of a million: 16 bytes and their place in a table.
    each = (most - few) * 2**20 / (scale.count * 9)
    scale.holds(f"memory grows with the jobs by what is known of an id, {each:.0f} bytes", each < 64)
    print(f"\n{'engine':10}{'series/s a core':>17}{'beside bare':>13}{'core s, ' + str(scale.count // 100):>15}{'core s, ' + str(scale.count):>15}{'growth':>9}")
    for name, begin, secs in rows:
        print(f"{name:10}{scale.count / secs:17.1f}{secs / rows[0][2]:12.2f}×{begin:15.1f}{secs:15.1f}{secs / begin:8.1f}×")
    print(f"{scale.passed} passed, {scale.failed} failed")
    return scale.failed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
