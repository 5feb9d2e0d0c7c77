"""PELT change points by ruptures: one file a line on standard input (step in ms, smallest drop, values), its outages out, in bins.

The usual day (median of each phase) is divided out first, since PELT knows no rhythm. A segment is out where its mean lies below
the median of the week around it by at least the smallest drop. The penalty is a multiple of the noise times ln n."""
import sys
import time

import numpy as np
import ruptures

# Times sigma squared times ln n: the best of 10, 30, 100 and 300 on seeds 1 to 30.
PENALTY = float(sys.argv[1])

for line in sys.stdin:
    step, least, *values = map(float, line.split())
    x = np.array(values)
    held = np.flatnonzero(~np.isnan(x))
    x = np.interp(np.arange(len(x)), held, x[held])
    day = max(1, round(86_400_000 / step))
    profile = np.array([np.median(x[phase::day]) for phase in range(day)])
    profile = np.maximum(profile / np.median(profile), 0.05)
    y = x / profile[np.arange(len(x)) % day]
    y = y / np.median(y)
    sigma = max(1.4826 * np.median(np.abs(np.diff(y))) / np.sqrt(2), 1e-3)
    begin = time.process_time()
    ends = ruptures.KernelCPD(kernel="linear", min_size=2).fit(y).predict(pen=PENALTY * sigma**2 * np.log(len(y)))
    took = time.process_time() - begin
    out, start = [], 0
    for end in ends:
        usual = np.median(y[max(0, start - 7 * day) : end + 7 * day])
        if np.mean(y[start:end]) < (1 - least) * usual:
            if out and out[-1][1] == start:
                out[-1][1] = end
            else:
                out.append([start, end])
        start = end
    print(f"{took * 1e3:.3f}", *(f"{a}-{b}" for a, b in out), flush=True)
