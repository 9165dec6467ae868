"""Print how long each stage of a build takes, in one process.

usage: stages.py FOLDER     (FOLDER as corpus.py writes it)
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

START = time.perf_counter()


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Call a function, print how long it took, and return its result."""
    before = time.perf_counter()
    result = work()
    print(f"| {name} | {(time.perf_counter() - before) * 1000:,.0f} |")
    return result


def main(folder: Path) -> None:
    """Build once, and time each stage."""
    print("| stage | ms |\n|---|---:|")

    def imports() -> tuple[Any, Any]:
        from bulletin import outputs
        from bulletin.content import load

        return outputs, load

    outputs, load = timed("imports", imports)
    bulletin = timed("load", lambda: load.load(folder / "content", mail=["all"]))
    from bulletin.circulation.audience import seen_by
    from bulletin.circulation.tripwire import Tripwire
    from bulletin.folder import write

    wire = timed("tripwire: what is hidden", lambda: Tripwire(bulletin))
    files = []
    for output in outputs.OUTPUTS:
        view = seen_by(bulletin, output.audience)
        files += timed(
            f"output: {output.name}", lambda output=output, view=view: list(outputs.output_files(output, view))
        )
    timed("tripwire: search", lambda: [wire.check(file) for file in files])
    with tempfile.TemporaryDirectory() as out:
        timed("write", lambda: write(files, Path(out) / "build"))
    print(f"| all | {(time.perf_counter() - START) * 1000:,.0f} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
