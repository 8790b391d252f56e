"""Engines side by side: each in a process of its own, bound to the same processors, in turn for one block of seconds.

A worker prints a line of JSON when it is ready, then for each line with a number of seconds one line {"times": [milliseconds of each inference], ...}.
"""
import json, os, subprocess, sys, time

LEAST = 3


def answer(infer, more=dict):
    """What a worker does once it has said that it is ready. `more` gives what else goes into each answer."""
    for line in sys.stdin:
        seconds, times = float(line), []
        infer()
        end = time.perf_counter() + seconds
        while time.perf_counter() < end or len(times) < LEAST:
            since = time.perf_counter()
            infer()
            times.append((time.perf_counter() - since) * 1e3)
        print(json.dumps({"times": times, **more()}), flush=True)


class Engine:
    """A worker; `blocks` are the times of each block, `ready` and `last` what else it said first and last. Whatever libraries print besides is passed over."""

    def __init__(self, label, command, processors, environment, errors=None):
        self.label, self.blocks, self.last = label, [], {}
        bind = lambda: os.sched_setaffinity(0, processors)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, preexec_fn=bind, env=dict(os.environ, **environment)
        )
        self.ready = self.hear()

    def hear(self):
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise SystemExit(f"{self.label} ended with {self.process.wait()}")

    def block(self, seconds):
        self.process.stdin.write(f"{seconds}\n")
        self.process.stdin.flush()
        self.last = self.hear()
        self.blocks.append(self.last.pop("times"))

    def every(self):
        """All times, the smallest first."""
        return sorted(time for block in self.blocks for time in block)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def take_turns(engines, rounds, seconds):
    """Blocks of all engines, whose order changes from round to round: a change of the clock rate or a noisy neighbour meets all of them."""
    for number in range(rounds):
        for index in range(len(engines)):
            engines[(index + number) % len(engines)].block(seconds)
