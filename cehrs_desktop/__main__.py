"""`python -m cehrs_desktop` is the program."""

from __future__ import annotations

import sys

from cehrs_desktop.app import main

sys.exit(main())
