#!/usr/bin/env python3
"""Django's own commands; `lojar manage` is the same."""

import sys

from lojar.cli import main

if __name__ == "__main__":
    main(["manage", *sys.argv[1:]])
