"""mapgen build with the real binary: what a run holds, that it repeats, that a killed build harms nothing."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import MAPGEN, ProjectTest, copy_project, current, manifest, run  # noqa: E402


def digests(output):
    """SHA-256 of every file of the current run but the manifest, which alone holds times."""
    folder = current(output).resolve()
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


class Build(ProjectTest):
    def test_the_run_holds_what_the_manifest_lists(self):
        output = self.folder / "out"
        result = self.build(copy_project(self.folder), output)
        self.assertIn("area by level", result.stdout)
        self.assertIn("not estimable: ethylene-oxide", result.stdout)
        root = manifest(output)
        self.assertRegex(root["id"], r"^\d{8}T\d{6}Z-[0-9a-f]{8}$")
        self.assertEqual(os.readlink(current(output)), "runs/" + root["id"])
        ids = {layer["id"] for layer in root["layers"]}
        for key in ("benzene", "butadiene", "acrylonitrile", "vinyl-chloride", "epichlorohydrin"):
            self.assertIn("concentration-" + key, ids)
            self.assertIn("sd-" + key, ids)
        self.assertNotIn("concentration-ethylene-oxide", ids)
        for kind in ("cancer-risk", "hazard-index", "risk-level", "risk-level-upper"):
            for scenario in ("resident", "worker"):
                self.assertIn(f"{kind}-{scenario}", ids)
        self.assertIn("risk-level", ids)
        for layer in root["layers"]:
            path = current(output) / layer["path"]
            self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(), layer["sha256"], layer["id"])
        for table in root["tables"]:
            raw = (current(output) / table["path"]).read_bytes()
            self.assertTrue(raw.startswith(b"\xef\xbb\xbf"), table["path"])
            self.assertEqual(raw.decode("utf-8-sig").count("\r\n") - 1, table["rows"], table["path"])
        self.assertEqual(
            [layer["name"] for layer in root["vectors"]["layers"]],
            ["zones", "risk-zones", "stations", "receptors", "berths", "sources"],
        )
        eto = root["not_estimable"][0]
        self.assertEqual(eto["pollutant"], "ethylene-oxide")
        self.assertGreater(eto["cancer_risk_at_detection_limit"]["resident"], 6e-5)

    def test_the_same_inputs_give_the_same_bytes(self):
        project = copy_project(self.folder)
        first, second = self.folder / "first", self.folder / "second"
        self.build(project, first, "--jobs", "1")
        self.build(project, second, "--jobs", "2")
        self.assertEqual(digests(first), digests(second))
        self.assertEqual(manifest(first)["digits"], manifest(second)["digits"])

    def test_nothing_changed_builds_nothing_unless_forced(self):
        project, output = copy_project(self.folder, idw=True), self.folder / "out"
        self.build(project, output)
        self.assertIn("Nothing changed", self.build(project, output).stdout)
        self.assertEqual(len(list((output / "runs").glob("2*"))), 1)
        observations = project.parent / "observations.csv"
        text = observations.read_text(encoding="utf-8")
        observations.write_text(text.replace(",6.88,", ",6.89,", 1), encoding="utf-8")
        before = manifest(output)["digits"]
        time.sleep(1)  # run ids have seconds
        self.build(project, output)
        self.assertNotEqual(before, manifest(output)["digits"])

    def test_a_killed_build_leaves_the_previous_run_current_and_whole(self):
        project, output = copy_project(self.folder, cell_size=50, idw=True), self.folder / "out"
        self.build(project, output)
        before, root = digests(output), manifest(output)
        for delay in (0.05, 0.2, 0.4, 0.7, 1.0, 1.4):
            process = subprocess.Popen(
                [MAPGEN, "build", project, "--output", output, "--force", "--progress", "none"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(delay)
            finished = process.poll() is not None
            process.send_signal(signal.SIGKILL)
            process.wait()
            if not finished:
                self.assertEqual(manifest(output)["digits"], root["digits"])
            self.assertEqual(digests(output), before)
        self.build(project, output, "--force")
        self.assertEqual([p.name for p in (output / "runs").glob(".building-*")], [])

    def test_two_builds_at_once_in_one_folder_are_refused(self):
        project, output = copy_project(self.folder, cell_size=50, idw=True), self.folder / "out"
        process = subprocess.Popen(
            [MAPGEN, "build", project, "--output", output, "--progress", "none"], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 20
        while not (output / "runs/.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.05)
        result = run("build", project, "--output", output, "--progress", "none", "--force")
        if process.poll() is None:  # the first was still at work
            self.assertEqual(result.returncode, 1)
            self.assertIn("another build is writing here", result.stderr)
        self.assertEqual(process.wait(), 0)

    def test_progress_as_json_lines(self):
        import json

        result = run("build", copy_project(self.folder, idw=True), "--output", self.folder / "out", "--progress", "json")
        lines = [json.loads(line) for line in result.stderr.splitlines()]
        self.assertEqual(lines[-1]["fraction"], 1)
        fractions = [line["fraction"] for line in lines]
        self.assertEqual(fractions, sorted(fractions))

    def test_audience(self):
        project = copy_project(self.folder, cell_size=400, idw=True)
        self.build(project, self.folder / "public")
        root = manifest(self.folder / "public")
        self.assertEqual(root["restricted"], [])
        self.assertIn("map@example.org", root["project"]["contact"]["zh"])
        text = project.read_text(encoding="utf-8")
        project.write_text(re.sub(r"^(audience|contact) = .*\n", "", text, flags=re.M), encoding="utf-8")
        self.build(project, self.folder / "internal")
        root = manifest(self.folder / "internal")
        self.assertEqual(root["audience"], "internal")
        self.assertIsNone(root["project"]["contact"])
        self.assertEqual(root["restricted"], ["stations", "sources", *(table["path"] for table in root["tables"])])

    def test_chinese_paths_and_spaces(self):
        folder = self.folder / "风险 地图"
        folder.mkdir()
        self.build(copy_project(folder, idw=True), folder / "输出")
        self.assertTrue((current(folder / "输出") / "rasters/risk-level-resident.tif").exists())


class Runs(ProjectTest):
    def test_list_and_prune(self):
        project, output = copy_project(self.folder, idw=True), self.folder / "out"
        self.build(project, output)
        time.sleep(1)
        self.build(project, output, "--force")
        listed = run("runs", "list", output)
        self.assertEqual(listed.returncode, 0, listed.stderr)
        self.assertEqual(len(listed.stdout.splitlines()), 2)
        self.assertTrue(listed.stdout.splitlines()[1].startswith("* "))
        self.assertEqual(run("runs", "prune", output, "--keep", "0").returncode, 2)
        self.assertEqual(run("runs", "prune", output, "--keep", "1").returncode, 0)
        self.assertEqual(len(run("runs", "list", output).stdout.splitlines()), 1)
        self.assertTrue((current(output) / "manifest.json").exists())

    def test_diff_tells_what_changed(self):
        project = copy_project(self.folder, idw=True)
        before, after = self.folder / "before", self.folder / "after"
        self.build(project, before)
        same = run("runs", "diff", before, before)
        self.assertEqual(same.returncode, 0, same.stderr)
        self.assertIn("inputs changed: none", same.stdout)
        observations = project.parent / "observations.csv"
        text = observations.read_text(encoding="utf-8")
        observations.write_text(text.replace("DX01,benzene,2025-09-01,2026-08-31,6.88", "DX01,benzene,2025-09-01,2026-08-31,68.8"), encoding="utf-8")
        self.build(project, after)
        changed = run("runs", "diff", before, after).stdout
        self.assertIn("  ~ observations.csv\n", changed)
        self.assertIn("  ~ concentration-benzene\n", changed)
        self.assertNotIn("concentration-acrylonitrile", changed)
        self.assertRegex(changed, r"  ~ resident all 3 high: \S+ km2 -> \S+ km2")
        missing = run("runs", "diff", before, self.folder / "none")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("is not a run", missing.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
