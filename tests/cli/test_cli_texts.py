"""Man pages and shell completions say what --help says, and work: man renders without a warning, bash completes."""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import MAPGEN, ROOT, TILESERVER, ProjectTest  # noqa: E402

sys.path.insert(0, str(ROOT / "packaging"))
from cli_texts import read_command  # noqa: E402

PAGES = sorted((ROOT / "docs/man").glob("*.1"))


class ManPages(unittest.TestCase):
    def test_pages_and_completions_repeat_the_help(self):
        result = subprocess.run(["/usr/bin/python3", ROOT / "packaging/cli_texts.py", "--mapgen", MAPGEN, "--tileserver", TILESERVER,
                                 "--check"], capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stderr)

    def test_every_page_renders_without_warnings(self):
        self.assertGreater(len(PAGES), 10)
        for page in PAGES:
            shown = subprocess.run(["man", "-l", "-Tutf8", "--warnings", str(page)], capture_output=True, text=True, timeout=60,
                                   env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "100"})
            self.assertEqual((shown.returncode, shown.stderr), (0, ""), page.name)
            self.assertIn("DESCRIPTION", re.sub(".\b", "", shown.stdout))

    def test_pages_refer_to_pages_that_exist(self):
        names = {page.stem for page in PAGES}
        for page in PAGES:
            for line in page.read_text(encoding="utf-8").splitlines():
                if line.startswith(".BR ") and "(1)" in line:
                    self.assertIn(line.split()[1].replace("\\-", "-"), names, f"{page.name}: {line}")


class Examples(unittest.TestCase):
    """Lines of documents and man pages that begin with one of the programs."""

    @classmethod
    def setUpClass(cls):
        cls.known = {tuple(command.words): {name for option in command.options for name in option.names}
                     for program in (read_command(MAPGEN, ["mapgen"]), read_command(TILESERVER, ["tileserver"]))
                     for command in program.all()}

    def lines(self):
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *PAGES):
            for line in path.read_text(encoding="utf-8").replace("\\-", "-").splitlines():
                found = re.match(r"(?:    (?:\$ )?(?:[A-Za-z]+=)?(?:/usr/bin/|build/release/bin/)?)?((?:mapgen|tileserver) .*)$", line)
                if found and (line.startswith("    ") or path in PAGES):
                    yield path.name, found.group(1)

    def test_commands_and_options_exist(self):
        seen = 0
        for name, line in self.lines():
            words = re.split(r"[\s\[\]()|]+", line)
            command = tuple(words[:1])
            for word in words[1:]:
                if command + (word,) not in self.known:
                    break
                command += (word,)
            self.assertFalse(command == ("mapgen",) and re.match(r"[a-z]", words[1]), f"{name}: {line}: there is no such command")
            inner = set().union(*(options for key, options in self.known.items() if key[:len(command)] == command))
            for option in re.findall(r"(?<=[\s\[(])--[a-z][a-z-]*", line):
                self.assertIn(option, inner, f"{name}: {line}")
            seen += 1
        self.assertGreater(seen, 60)


class BashCompletion(ProjectTest):
    def complete(self, line):
        """What bash offers for the last word of the line."""
        words = line.split(" ")
        script = (f"source {ROOT}/packaging/completions/{words[0]}; compopt() {{ :; }}; COMP_WORDS=(\"$@\"); "
                  f"COMP_CWORD=$(($# - 1)); _{words[0]}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        result = subprocess.run(["bash", "-uc", script, "bash", *words], capture_output=True, text=True, timeout=30, cwd=self.folder)
        self.assertEqual((result.returncode, result.stderr), (0, ""), line)
        return result.stdout.split()

    def test_commands_options_and_values(self):
        self.assertIn("build", self.complete("mapgen "))
        self.assertEqual(self.complete("mapgen interp"), ["interpolate"])
        self.assertEqual(self.complete("mapgen runs pr"), ["prune"])
        self.assertEqual(self.complete("mapgen build project.toml --for"), ["--force"])
        self.assertEqual(self.complete("mapgen runs diff --format "), ["text", "json"])
        self.assertIn("ordinary-kriging", self.complete("mapgen interpolate --method "))
        self.assertEqual(self.complete("mapgen sheet out atlas --language z"), ["zh"])
        self.assertEqual(self.complete("tileserver --cac"), ["--cache-mb"])

    def test_files_and_layers(self):
        (self.folder / "project.toml").touch()
        rasters = self.folder / "out/runs/1/rasters"
        rasters.mkdir(parents=True)
        (self.folder / "out/current").symlink_to("runs/1")
        for layer in ("risk-level-resident", "concentration-benzene"):
            (rasters / f"{layer}.tif").touch()
        self.assertEqual(self.complete("mapgen build pro"), ["project.toml"])
        self.assertEqual(self.complete("mapgen export o"), ["out"])
        self.assertEqual(self.complete("mapgen export out conc"), ["concentration-benzene"])
        self.assertEqual(self.complete("mapgen export --crs EPSG:4490 out risk"), ["risk-level-resident"])
        self.assertEqual(self.complete("mapgen build --output ou"), ["out"])
        self.assertEqual(self.complete("tileserver ou"), ["out"])
        self.assertEqual(self.complete("tileserver exp"), ["export"])
        self.assertEqual(self.complete("tileserver export out conc"), ["concentration-benzene"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
