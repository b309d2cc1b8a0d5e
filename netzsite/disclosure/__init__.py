"""Turns tables of confidential answers into tables that betray none of them, and attacks what has been published.

The mathematics of statistical disclosure control, and nothing else: no content, no surveys, no files.
"""

import os

# NumPy starts threads for products of large matrices, of which there are none here; a process with threads in it cannot
# be copied by `engine.workers`.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
