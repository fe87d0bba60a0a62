"""mapgen build again in one output folder: only what the inputs changed is made anew, and the bytes are the same."""

import re
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import SampleTest, current, manifest, run  # noqa: E402
from whole_run import faults  # noqa: E402

BENZENE = "DX01,benzene,2025-09-01,2026-08-31,6.88"


def contents(output):
    """Bytes of every file of the current run but the manifest, which alone holds times."""
    folder = current(output).resolve()
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"}


def inodes(output):
    folder = current(output).resolve()
    return {str(p.relative_to(folder)): p.stat().st_ino for p in folder.rglob("*") if p.is_file()}


def timeless(output):
    root = manifest(output)
    return {key: value for key, value in root.items() if key not in ("id", "created")}


class Rebuild(SampleTest):
    def setUp(self):
        super().setUp()
        self.output = self.folder / "out"

    def assert_as_without_cache(self):
        """The current run is what a build makes that remembers nothing."""
        fresh = self.folder / f"fresh-{time.monotonic_ns()}"
        self.build(self.project, fresh, "--no-cache")
        self.assertFalse((fresh / "cache").exists())
        self.assertEqual(contents(self.output), contents(fresh))
        self.assertEqual(timeless(self.output), timeless(fresh))

    def test_one_observation_costs_one_substance(self):
        self.build(self.project, self.output)
        before, bytes_before = inodes(self.output), contents(self.output)
        self.change("observations.csv", BENZENE, BENZENE.replace("6.88", "7.88"))
        self.build(self.project, self.output)
        after, bytes_after = inodes(self.output), contents(self.output)
        new = {name for name in after if after[name] != before.get(name)}
        rasters = {name for name in new if name.startswith("rasters/")}
        self.assertTrue({"rasters/concentration-benzene.tif", "rasters/risk-level-resident.tif"} <= rasters)
        self.assertEqual([name for name in rasters if re.search("butadiene|acrylonitrile|chlor", name)], [])
        for name in after:
            same = bytes_after[name] == bytes_before.get(name) if name != "manifest.json" else False
            self.assertEqual(name not in new, same, name)
        self.assert_as_without_cache()

    def test_every_kind_of_change_gives_what_a_fresh_build_gives(self):
        self.use_idw()
        self.build(self.project, self.output)
        changes = [
            ("receptors.csv", "R001,", "R001x,"),
            ("project.toml", "max_distance_m = 3000", "max_distance_m = 2500"),
            ("project.toml", 'scenarios = ["resident", "worker"]', 'scenarios = ["worker", "resident-lifetime"]'),
            ("project.toml", "background = 0.06", "background = 0.05"),
            ("project.toml", "berth_buffer_m = 300", "berth_buffer_m = 500"),
            ("project.toml", "VOC health risk", "Health risk"),
            ("project.toml", 'en = "benzene"', 'en = "benzol"'),
        ]
        for name, old, new in changes:
            with self.subTest(new=new):
                self.change(name, old, new)
                self.build(self.project, self.output)
                self.assert_as_without_cache()

    def test_going_back_finds_everything(self):
        self.use_idw()
        self.build(self.project, self.output)
        first = contents(self.output)
        self.change("observations.csv", BENZENE, BENZENE.replace("6.88", "7.88"))
        self.build(self.project, self.output)
        self.change("observations.csv", BENZENE.replace("6.88", "7.88"), BENZENE)
        result = self.build(self.project, self.output)
        self.assertEqual(contents(self.output), first)
        layers = len({layer["path"] for layer in manifest(self.output)["layers"]})
        self.assertIn(f"{layers} rasters as before", result.stdout)

    def test_forced_again_shares_every_file(self):
        self.use_idw()
        self.build(self.project, self.output)
        before = inodes(self.output)
        self.build(self.project, self.output, "--force")
        after = inodes(self.output)
        self.assertEqual(len(list((self.output / "runs").glob("2*"))), 2)
        self.assertEqual([n for n in before if before[n] != after[n]], ["manifest.json"])
        self.build(self.project, self.output, "--force", "--no-cache")
        self.assertEqual([n for n in before if before[n] != inodes(self.output)[n]], ["manifest.json"])

    def test_a_damaged_cache_is_told_and_made_anew(self):
        self.use_idw()
        self.build(self.project, self.output)
        first = contents(self.output)
        for damage in ("truncate", "flip", "empty"):
            with self.subTest(damage=damage):
                for entry in (self.output / "cache").iterdir():
                    raw = entry.read_bytes()
                    spoilt = {"truncate": raw[: len(raw) // 2], "flip": raw[:-1] + bytes([raw[-1] ^ 1]), "empty": b""}[damage]
                    entry.unlink()  # its bytes are shared with the run
                    entry.write_bytes(spoilt)
                result = self.build(self.project, self.output, "--force")
                self.assertIn("is damaged and is made anew", result.stderr)
                self.assertEqual(contents(self.output), first)
                self.assertEqual(faults(self.output), [])

    def test_the_cache_does_not_grow_and_prune_empties_it_of_the_past(self):
        self.use_idw()
        size = []
        for value in range(8):
            old = BENZENE if value == 0 else BENZENE.replace("6.88", f"{value - 1}.5")
            self.change("observations.csv", old, BENZENE.replace("6.88", f"{value}.5"))
            self.build(self.project, self.output)
            size.append(sum(p.stat().st_size for p in (self.output / "cache").iterdir() if p.stat().st_nlink == 1))
        self.assertLess(max(size), 2.1 * size[0])
        entries = len(list((self.output / "cache").iterdir()))
        self.assertEqual(run("runs", "prune", self.output, "--keep", "1").returncode, 0)
        self.assertLess(len(list((self.output / "cache").iterdir())), entries)
        self.assertEqual(len(list((self.output / "runs").glob("2*"))), 1)
        before = inodes(self.output)
        self.build(self.project, self.output, "--force")
        self.assertEqual([n for n in before if before[n] != inodes(self.output)[n]], ["manifest.json"])

    def test_an_output_folder_without_hard_links_or_cache_still_builds(self):
        self.use_idw()
        self.output.mkdir()
        (self.output / "cache").write_text("a file where the cache should be")
        result = self.build(self.project, self.output)
        self.assertIn("cannot be kept for later builds", result.stderr)
        self.assertEqual(faults(self.output), [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
