"""Compares the library's own Markdown converter with ours, which takes shortcuts, on the same texts in one process.

The runs alternate, so that both meet the same ups and downs of the machine. Prints the median CPU time of a text and
the ratio.
"""

import argparse
import statistics
import time
from collections.abc import Sequence

from markdown import Markdown
from markdown.extensions.toc import TocExtension

from benchmarks.corpus import documents
from netzsite.render.markup import make_converter, options


def seconds(converter: Markdown, texts: Sequence[str]) -> float:
    """Measure the CPU time of converting texts."""
    started = time.process_time()
    for text in texts:
        converter.reset()
        converter.convert(text)
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=1000, metavar="N", help="texts a run (default: 1000)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each (default: 5)")
    arguments = parser.parse_args()
    texts = [document.body for document in documents(arguments.texts)]
    library, ours = Markdown(**options(TocExtension(permalink=False))), make_converter()
    runs = [(seconds(library, texts), seconds(ours, texts)) for _ in range(arguments.runs)]
    medians = [statistics.median(run) / len(texts) * 1e6 for run in zip(*runs, strict=True)]
    print(f"library {medians[0]:.0f} µs a text, ours {medians[1]:.0f} µs, ratio {medians[0] / medians[1]:.2f} : 1")


if __name__ == "__main__":
    main()
