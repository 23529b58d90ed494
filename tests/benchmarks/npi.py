"""A generated NPPES file of any length, and its import."""

from __future__ import annotations

import tempfile
from pathlib import Path

from accounts.shared.csv_lines import peak_mib
from accounts.shared.importing import import_npi
from tests.accounts.npi_files import FULL, full_row, number

WIDTH = 330  # columns of the monthly file since 2022, NPPES Data Dissemination Readme


def generate(path: Path, rows: int) -> Path:
    """Write a file as wide as the real one; every row is a made-up person with a true check digit."""
    empty = WIDTH - len(FULL)
    header = [*FULL, *(f"Other Provider Identifier_{n}" for n in range(1, empty + 1))]
    tail = ',""' * empty
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(f'"{name}"' for name in header) + "\n")
        for turn in range(rows):
            names = {
                "Provider Last Name (Legal Name)": f"VELDRAN{turn}",
                "Provider First Name": f"MIREILLE{turn % 97}",
            }
            values = full_row(number(100_000_000 + turn), **names)
            file.write(",".join(f'"{value}"' for value in values) + tail + "\n")
    return path


def measure_import(rows: int) -> dict[str, float]:
    """Rows a second into an empty directory, and again where every row is known already."""
    with tempfile.TemporaryDirectory() as place:
        path = generate(Path(place) / "npidata.csv", rows)
        size = path.stat().st_size / (1 << 20)
        before = peak_mib()
        first, second = import_npi(path), import_npi(path)
    if (first.created, second.unchanged) != (rows, rows):
        raise RuntimeError(f"Of {rows} rows {first.created} were created and {second.unchanged} known again.")
    return {
        "rows": rows,
        "file, MiB": round(size, 1),
        "new rows, rows a second": round(rows / first.seconds),
        "known rows, rows a second": round(rows / second.seconds),
        "peak of the process, MiB": round(second.peak_mib, 1),
        "growth of the peak by the import, MiB": round(second.peak_mib - before, 1),
    }
