#!/usr/bin/python3
"""Each fuzz target over its seeds and some thousand variants of them, the same ones each time. bench/fuzz runs millions."""

import os
import pathlib
import subprocess
import tempfile
import unittest

import seeds

BIN = pathlib.Path(os.environ.get("FUZZ_TARGETS", seeds.ROOT / "build/debug/bin"))
SLOW = float(os.environ.get("RISKMAP_TEST_SLOWNESS", "1"))
VARIANTS = {"sld": 6000, "manifest": 3000, "query": 20000, "wmts": 4000, "request": 4000, "polygon": 1500}


class Replay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="riskmap-fuzz-")
        seeds.write(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_target(self):
        self.assertEqual(set(VARIANTS), set(seeds.TARGETS))
        for target, count in VARIANTS.items():
            with self.subTest(target=target):
                done = subprocess.run(
                    [BIN / f"fuzz_{target}", f"{self.folder.name}/seeds/{target}", str(int(count / SLOW))],
                    env={**os.environ, "RISKMAP_FUZZ_RUNS": f"{self.folder.name}/runs"}, capture_output=True, text=True,
                    errors="replace", timeout=300 * SLOW)
                self.assertEqual(done.returncode, 0, done.stderr[-3000:])
                self.assertIn("variants", done.stdout)


if __name__ == "__main__":
    unittest.main()
