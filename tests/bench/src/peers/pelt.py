"""PELT change points by ruptures: one signal a line on standard input (penalty, values), out the milliseconds that it took and the
ends of its segments, in bins."""
import sys
import time

import numpy as np
import ruptures

for line in sys.stdin:
    penalty, *values = map(float, line.split())
    search = ruptures.KernelCPD(kernel="linear", min_size=2).fit(np.array(values))
    begin = time.process_time()
    ends = search.predict(pen=penalty)
    print(f"{(time.process_time() - begin) * 1e3:.3f}", *ends, flush=True)
