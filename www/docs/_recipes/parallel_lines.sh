#!/bin/sh
# GNU parallel: jobs on lines in, answers on lines out, in order. parallel_lines.sh JOBS.jsonl OUT.jsonl [PROCESSES]
# Status 3 says that some jobs failed: each has its answer. Any other status stops everything.
set -eu
: "${OUTAGE_LENS:=outage-lens}"
export OUTAGE_LENS
parallel --pipe --keep-order --block 8M --jobs "${3:-2}" --halt now,fail=1 \
    '"$OUTAGE_LENS" analyze --lines --as summary || [ $? = 3 ]' <"$1" >"$2"
[ "$(wc -l <"$1")" = "$(wc -l <"$2")" ]
