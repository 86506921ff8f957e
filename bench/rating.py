"""Times rating figures under a scheme, on one core.

    python bench/rating.py [--figures 100000]

Prints seconds of processor time for each packaged scheme, working included.
"""

from __future__ import annotations

import argparse
import random
import time
from decimal import Decimal

from scrutiny.records import Box, Observation
from scrutiny.rules.polarity import PolarityDecided
from scrutiny.rules.rating import rate
from scrutiny.rules.schemes import load_all


def made_up(figures: int) -> list[Observation]:
    """Figures with a target and a rating, from a seed."""
    chosen = random.Random(1)
    rows = []
    for seq in range(figures):
        value, target = Decimal(chosen.randint(500, 1300)).scaleb(-1), Decimal(chosen.randint(60, 110))
        rows.append(
            Observation(
                *("made-up", seq, "measure", f"Measure {seq}", "actual", "2022/23 Q2", Box(1, 0, 0, 1, 1)),
                value=value,
                value_step=Decimal("0.1"),
                value_text=f"{value}%",
                target=target,
                target_text=f"{target}%",
                unit="percent",
                status=chosen.choice(("Blue", "Green", "Amber", "Red", "Good", "Action")),
            )
        )
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--figures", type=int, default=100_000)
    rows = made_up(options.parse_args().figures)
    higher = PolarityDecided("higher", "wording", "made up")
    for scheme in load_all({}):
        begun = time.process_time()
        for row in rows:
            rate(row, scheme, "own", higher)
        print(f"{scheme.scheme}: {len(rows):,} figures in {time.process_time() - begun:.2f} s")


if __name__ == "__main__":
    main()
