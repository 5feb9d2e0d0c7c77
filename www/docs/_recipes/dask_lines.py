"""Dask: jobs on lines in, answers on lines out, a file a partition. python dask_lines.py JOBS.jsonl OUT [WORKERS]"""
import sys

import dask.bag
from dask.distributed import Client, LocalCluster

from answers import answers


def main(jobs, out, workers=2):
    with LocalCluster(n_workers=int(workers), threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        lines = dask.bag.read_text(jobs, blocksize="8MiB").map(str.rstrip, "\n")
        lines.map_partitions(lambda part: list(answers(part))).to_textfiles(
            f"{out}/*.jsonl", last_endline=True
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
