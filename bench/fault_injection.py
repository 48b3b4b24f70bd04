"""The checkers against spoilt sentences: recall by fault class, false alarms, seconds.

The bench is the package beside this file; ``python -m bench.faults --help`` lists its options.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.faults.__main__ import main

if __name__ == "__main__":
    main()
