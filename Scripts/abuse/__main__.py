"""Attacks servers of its own, and prints a line for each promise of docs/reliability.md with the figure reached.

usage: python3 Scripts/abuse --program PATH [--only NAME]… [--rounds 50] [--creates 100000] [--examples 20] [--seconds 60]

The attacks are the same in each run; those that draw do so from `--seed`. Ends with 1 when a promise is broken. Needs what `./test`
installs.
"""

import argparse
import resource
import sys

# Each adds its promises, in this order.
import connections
import messages
import texts
import documented
import output
import memory
from promises import PROMISES


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--only", action="append", choices=[promise.name for promise in PROMISES])
    parser.add_argument("--rounds", type=int, default=50, help="of each descriptor limit")
    parser.add_argument("--creates", type=int, default=100_000)
    parser.add_argument("--examples", type=int, default=20, help="of schemathesis for each operation")
    parser.add_argument("--seconds", type=int, default=60, help="of damaged requests")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # Its own clients need descriptors too.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    broken = 0
    for promise in PROMISES:
        if options.only and promise.name not in options.only:
            continue
        kept, figure = promise.attack(options)
        broken += not kept
        print(f"{'kept  ' if kept else 'BROKEN'}  {promise.name:14}  {promise.words}: {figure}", flush=True)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
