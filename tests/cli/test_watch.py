"""mapgen build --watch, and how builds show their progress and end on signals."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import MAPGEN, ProjectTest, SampleTest, copy_project, manifest, run  # noqa: E402
from whole_run import faults  # noqa: E402

BENZENE = "DX01,benzene,2025-09-01,2026-08-31,6.88"


class Watcher:
    """mapgen build --watch, its lines as they come."""

    def __init__(self, project, output):
        self.process = subprocess.Popen(
            [MAPGEN, "build", project, "--output", output, "--watch", "--progress", "none"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1,
        )  # fmt: skip
        self.lines = []
        self.come = threading.Condition()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            with self.come:
                self.lines.append(line)
                self.come.notify_all()

    def wait_for(self, text, count=1, seconds=120):
        """Until `text` came `count` times."""
        with self.come:
            enough = self.come.wait_for(lambda: sum(text in line for line in self.lines) >= count, seconds)
        if not enough:
            raise AssertionError(f"'{text}' did not come {count} times:\n" + "".join(self.lines))

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(60)
        self.process.stdout.close()
        return code


class Watch(SampleTest):
    def setUp(self):
        super().setUp()
        self.use_idw()
        self.output = self.folder / "out"
        self.watcher = Watcher(self.project, self.output)
        self.addCleanup(self.stop)

    def stop(self):
        if self.watcher.process.poll() is None:
            self.watcher.end(signal.SIGKILL)

    def test_changes_are_built_and_failures_survived(self):
        watcher = self.watcher
        watcher.wait_for("Watching")
        first = manifest(self.output)["digits"]

        self.change("observations.csv", BENZENE, BENZENE.replace("6.88", "7.88"))
        watcher.wait_for("Watching", 2)
        second = manifest(self.output)["digits"]
        self.assertNotEqual(first, second)
        self.assertTrue(any(line.startswith("Changed: ") and "observations.csv" in line for line in watcher.lines))

        self.change("project.toml", "[project]", "[projekt]")
        watcher.wait_for("Watching", 3)
        self.assertTrue(any("projekt" in line and "project" in line for line in watcher.lines))
        self.assertEqual(manifest(self.output)["digits"], second)

        repaired = self.project.read_text(encoding="utf-8").replace("[projekt]", "[project]")
        replacement = self.project.with_suffix(".new")  # as editors do that save by renaming
        replacement.write_text(repaired.replace("max_distance_m = 3000", "max_distance_m = 2500"), encoding="utf-8")
        os.replace(replacement, self.project)
        watcher.wait_for("Watching", 4)
        self.assertNotEqual(manifest(self.output)["digits"], second)

        receptors = self.project.parent / "receptors.csv"
        kept = receptors.read_bytes()
        receptors.unlink()
        watcher.wait_for("Watching", 5)
        receptors.write_bytes(kept)
        watcher.wait_for("Nothing changed")
        self.assertEqual(faults(self.output), [])
        self.assertEqual(watcher.end(signal.SIGINT), 0)

    def test_a_signal_ends_it_cleanly_even_while_it_builds(self):
        deadline = time.monotonic() + 60
        while not list(self.output.glob("runs/.building-*")) and self.watcher.process.poll() is None:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.002)
        self.assertEqual(self.watcher.end(signal.SIGTERM), 0)
        self.assertEqual(list(self.output.glob("runs/.building-*")), [])


class Signals(ProjectTest):
    def test_an_interrupted_build_leaves_nothing_behind(self):
        project, output = copy_project(self.folder, cell_size=50, idw=True), self.folder / "out"
        process = subprocess.Popen(
            [MAPGEN, "build", project, "--output", output, "--progress", "json"], stderr=subprocess.PIPE, text=True
        )
        for line in process.stderr:
            if "field of" in line:
                break
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        process.stderr.close()
        self.assertEqual(process.wait(60), 1)
        self.assertIn("interrupted", rest)
        self.assertFalse((output / "current").exists())
        self.assertEqual([p.name for p in (output / "runs").iterdir()], [".lock"])


class Progress(ProjectTest):
    def on_terminal(self, columns, *options):
        """What a build writes to a terminal of that width."""
        project = copy_project(self.folder / str(columns), idw=True)
        leader, follower = pty.openpty()
        subprocess.run(["stty", "cols", str(columns)], stdin=follower, check=True)
        process = subprocess.Popen(
            [MAPGEN, "build", project, "--output", self.folder / f"out{columns}", *options], stdout=subprocess.PIPE, stderr=follower
        )
        os.close(follower)
        written = b""
        while True:
            ready, _, _ = select.select([leader], [], [], 120)
            try:
                piece = os.read(leader, 65536) if ready else b""
            except OSError:  # the other end is closed
                piece = b""
            if not piece:
                break
            written += piece
        os.close(leader)
        process.stdout.read()
        process.stdout.close()
        self.assertEqual(process.wait(), 0)
        return written.decode()

    def test_a_bar_that_stays_on_its_line(self):
        for columns in (80, 40):
            text = self.on_terminal(columns)
            self.assertTrue(text.endswith("\n"), repr(text[-20:]))
            self.assertEqual(text.count("\n"), 1)
            states = [re.sub(r"\x1b\[K", "", state).rstrip("\r\n") for state in text.split("\r") if "%" in state]
            self.assertGreater(len(states), 5)
            self.assertLess(max(map(len, states)), columns)
            self.assertIn("100 %", states[-1])

    def test_no_bar_where_stderr_is_a_file(self):
        result = run("build", copy_project(self.folder, idw=True), "--output", self.folder / "out")
        self.assertNotIn("\r", result.stderr)
        self.assertNotIn("\x1b", result.stderr)
        self.assertGreater(result.stderr.count("\n"), 5)

    def test_one_job_is_one_thread(self):
        project, output = copy_project(self.folder, cell_size=50, idw=True), self.folder / "out"
        process = subprocess.Popen(
            [MAPGEN, "build", project, "--output", output, "--jobs", "1", "--progress", "none"], stdout=subprocess.DEVNULL
        )
        most = 0
        while process.poll() is None and not list(output.glob("runs/2*")):  # until the run has its name
            try:
                most = max(most, len(os.listdir(f"/proc/{process.pid}/task")))
            except OSError:
                break
        self.assertEqual(process.wait(), 0)
        self.assertEqual(most, 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
