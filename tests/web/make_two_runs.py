#!/usr/bin/python3
"""make_two_runs.py DIR: an internal, coarse copy of the Beilun sample, built twice for tests of the viewer. Before the second
build one enterprise's code is released and one zone's values fall."""

import csv
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import copy_project, run  # noqa: E402


def must(*arguments):
    result = run(*arguments)
    if result.returncode != 0:
        sys.exit(result.stderr)


def main(folder):
    shutil.rmtree(folder, ignore_errors=True)
    project, output = copy_project(folder, cell_size=200, idw=True), folder / "out"
    project.write_text(project.read_text(encoding="utf-8").replace('audience = "public"', 'audience = "internal"'), encoding="utf-8")
    must("build", project, "--output", output, "--progress", "none")
    must("sources", "release", output, "E2", "--by", "Tester")
    table = project.parent / "observations.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["station"].startswith("LG") and not row["qualifier"]:
            row["value"] = f"{0.3 * float(row['value']):.4g}"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    must("build", project, "--output", output, "--progress", "none")


main(Path(sys.argv[1]))
