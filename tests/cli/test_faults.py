"""What goes wrong while mapgen builds: 'current' is a whole run before and after."""

import random
import resource
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import MAPGEN, SampleTest, manifest  # noqa: E402
from whole_run import faults  # noqa: E402

BENZENE = "DX01,benzene,2025-09-01,2026-08-31,"


class Faults(SampleTest):
    def setUp(self):
        super().setUp()
        self.use_idw()
        self.output = self.folder / "out"
        self.build(self.project, self.output)
        self.value = "6.88"

    def set_value(self, value):
        self.change("observations.csv", BENZENE + self.value, BENZENE + value)
        self.value = value

    def start(self, *options, **how):
        command = [MAPGEN, "build", self.project, "--output", self.output, "--progress", "none", *options]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **how)

    def assert_whole(self, *allowed_digits):
        self.assertEqual(faults(self.output), [])
        self.assertIn(manifest(self.output)["digits"], allowed_digits)

    def test_killed_at_any_moment(self):
        dice = random.Random(4)
        started = time.monotonic()
        self.build(self.project, self.output, "--force", "--no-cache")
        lasts = time.monotonic() - started
        before = manifest(self.output)["digits"]
        for turn in range(20):
            self.set_value(f"{turn + 1}.25")
            process = self.start()
            time.sleep(dice.uniform(0, 1.1 * lasts))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.assertEqual(faults(self.output), [])
        self.build(self.project, self.output)
        self.assertEqual(faults(self.output), [])
        self.assertNotEqual(manifest(self.output)["digits"], before)
        self.assertEqual([p.name for p in self.output.glob("runs/.*")], [".lock"])

    def test_no_room_left_for_files(self):
        """A limit on the size of files stands in for a full disk: writing fails in the middle."""
        digits = manifest(self.output)["digits"]
        self.set_value("9.75")
        for limit in (0, 1000, 20_000, 50_000):
            process = self.start(
                "--no-cache",
                restore_signals=False,  # Python ignores SIGXFSZ, and so does the build then: writing gives an error
                preexec_fn=lambda size=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
            )
            message = process.communicate()[1]
            self.assertEqual(process.returncode, 1, message)
            self.assertRegex(message, "cannot be|could not|too large|full")
            self.assert_whole(digits)
            self.assertEqual(list(self.output.glob("runs/.building-*")), [])
        self.build(self.project, self.output)
        self.assert_whole(manifest(self.output)["digits"])

    def test_truncated_inputs(self):
        digits = manifest(self.output)["digits"]
        inputs = [p for p in self.project.parent.iterdir() if p.suffix in (".toml", ".csv", ".geojson")]
        self.assertGreater(len(inputs), 6)
        refused = 0
        for path in inputs:
            whole = path.read_bytes()
            for share in (0.0, 0.3, 0.97):
                path.write_bytes(whole[: int(share * len(whole))])
                process = self.start()
                message = process.communicate()[1]
                self.assertIn(process.returncode, (0, 1), message)
                self.assertEqual(faults(self.output), [])
                if process.returncode == 1:
                    refused += 1
                    self.assertIn(path.name, message)
                    self.assertEqual(manifest(self.output)["digits"], digits)
                else:  # a table cut between two rows is a shorter table
                    digits = manifest(self.output)["digits"]
            path.write_bytes(whole)
        self.assertGreater(refused, len(inputs))


if __name__ == "__main__":
    unittest.main(verbosity=2)
