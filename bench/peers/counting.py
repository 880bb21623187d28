"""Peer: a process that does nothing but count, to see whether a second core is there."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    left = int(sys.argv[1])
    while left:
        left -= 1
