"""One job in, one line out: runs `outage-lens analyze --lines` over an iterator of jobs, for the recipes beside this file."""
import os
import subprocess
import threading

COMMAND = [os.environ.get("OUTAGE_LENS", "outage-lens"), "analyze", "--lines", "--as", "summary"]


def answers(jobs, command=COMMAND):
    """Yields the answer to each job, in order, as they come. A command that breaks off is an error, never a short list."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    sent, broken = 0, []

    def send():
        nonlocal sent
        try:
            with process.stdin as pipe:
                for job in jobs:
                    pipe.write(job.encode() + b"\n")
                    sent += 1
        except Exception as error:  # told below, where the engine sees it
            broken.append(error)

    # Sending on a thread of its own: neither end waits for the other with a full pipe.
    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    told = 0
    try:
        for line in process.stdout:
            told += 1
            yield line.decode().rstrip("\n")
        thread.join()
    finally:
        process.kill() if process.poll() is None and thread.is_alive() else None
        status = process.wait()
    # Status 3 says that some jobs failed: each of them has its own answer.
    if broken or status not in (0, 3) or told != sent:
        raise RuntimeError(f"{command[0]} ended with status {status} after {told} of {sent} jobs: {broken}")
