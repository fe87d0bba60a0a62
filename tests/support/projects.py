"""What the tests of the real programs share: where they are, small projects, how to run them."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample-data"
MAPGEN = os.environ.get("MAPGEN", str(ROOT / "build/release/bin/mapgen"))
TILESERVER = os.environ.get("TILESERVER", str(ROOT / "build/release/bin/tileserver"))


def run(*arguments, **options):
    """Runs mapgen; the result holds returncode, stdout and stderr as text."""
    return subprocess.run([MAPGEN, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options)


def copy_project(target, sample="beilun-voc", cell_size=200, idw=False):
    """A copy of a sample project with larger cells, and by choice with IDW, so that tests stay quick. Returns the
    project file."""
    folder = Path(target) / sample
    shutil.copytree(SAMPLES / sample, folder)
    project = folder / "project.toml"
    text = project.read_text(encoding="utf-8")
    text = re.sub(r"^cell_size_m = .*$", f"cell_size_m = {cell_size}", text, flags=re.M)
    if idw:
        text = text.replace('method = "ordinary-kriging"', 'method = "idw"').replace('transform = "log"', 'transform = "none"')
    project.write_text(text, encoding="utf-8")
    return project


def current(output):
    return Path(output) / "current"


def manifest(output):
    return json.loads((current(output) / "manifest.json").read_text(encoding="utf-8"))


class ProjectTest(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = Path(holder.name)

    def build(self, project, output, *options):
        result = run("build", project, "--output", output, "--progress", "none", *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result


class BuiltSampleTest(unittest.TestCase):
    """Tests of one build of the coarse Beilun sample: its folder, output and manifest (`root`)."""

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.holder.name)
        cls.output = cls.folder / "out"
        result = run("build", copy_project(cls.folder), "--output", cls.output, "--progress", "none")
        assert result.returncode == 0, result.stderr
        cls.root = manifest(cls.output)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()


class SampleTest(ProjectTest):
    """A test with a copy of the Beilun sample to spoil."""

    def setUp(self):
        super().setUp()
        self.project = copy_project(self.folder)

    def change(self, name, old, new):
        path = self.project.parent / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def use_idw(self):
        """Inverse distance instead of kriging, so that builds stay quick."""
        self.change("project.toml", 'method = "ordinary-kriging"', 'method = "idw"')
        self.change("project.toml", 'transform = "log"', 'transform = "none"')
