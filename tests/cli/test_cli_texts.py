"""Man pages and shell completions say what --help says, and work: man renders without a warning, bash, zsh and fish complete."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
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


class Completions:
    """What each shell offers for the last word of a line; `complete` asks it."""

    def test_commands_options_and_values(self):
        self.assertIn("build", self.complete("mapgen "))
        self.assertEqual(self.complete("mapgen interp"), ["interpolate"])
        self.assertEqual(self.complete("mapgen runs pr"), ["prune"])
        self.assertEqual(self.complete("mapgen build project.toml --for"), ["--force"])
        self.assertEqual(self.complete("mapgen runs diff --format "), ["json", "text"])
        self.assertIn("ordinary-kriging", self.complete("mapgen interpolate --method "))
        self.assertEqual(self.complete("mapgen sheet out atlas --language z"), ["zh"])
        self.assertEqual(self.complete("tileserver --cac"), ["--cache-mb"])

    def test_files_and_ids(self):
        (self.folder / "project.toml").touch()
        run = self.folder / "out/runs/1"
        (self.folder / "out/runs/1/rasters").mkdir(parents=True)
        (self.folder / "out/current").symlink_to("runs/1")
        (run / "enterprises").mkdir()
        for name in ("rasters/risk-level-resident.tif", "rasters/concentration-benzene.tif", "enterprises/E1.json", "enterprises/index.json"):
            (run / name).touch()
        self.assertEqual(self.complete("mapgen build pro"), ["project.toml"])
        self.assertEqual(self.complete("mapgen export o"), ["out"])
        self.assertEqual(self.complete("mapgen export out conc"), ["concentration-benzene"])
        self.assertEqual(self.complete("mapgen export --crs EPSG:4490 out risk"), ["risk-level-resident"])
        self.assertEqual(self.complete("mapgen export --bbox 1 2 3 4 out risk"), ["risk-level-resident"])
        self.assertEqual(self.complete("mapgen sources release out "), ["E1"])
        self.assertEqual(self.complete("mapgen build --output ou"), ["out"])
        self.assertEqual(self.complete("tileserver ou"), ["out"])
        self.assertEqual(self.complete("tileserver exp"), ["export"])
        self.assertEqual(self.complete("tileserver export out conc"), ["concentration-benzene"])


class Bash(Completions, ProjectTest):
    def complete(self, line):
        words = line.split(" ")
        script = (f"source {ROOT}/packaging/completions/{words[0]}; compopt() {{ :; }}; COMP_WORDS=(\"$@\"); "
                  f"COMP_CWORD=$(($# - 1)); _{words[0]}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        result = subprocess.run(["bash", "-uc", script, "bash", *words], capture_output=True, text=True, timeout=30, cwd=self.folder)
        self.assertEqual((result.returncode, result.stderr), (0, ""), line)
        return sorted(result.stdout.split())


class Fish(Completions, ProjectTest):
    def complete(self, line):
        """Each line is a word and, after a tab, its description; folders end with a slash."""
        file = ROOT / f"packaging/completions/{line.split()[0]}.fish"
        result = subprocess.run(["fish", "--no-config", "-c", f"source {file}; complete -C '{line}'"], capture_output=True, text=True,
                                timeout=60, cwd=self.folder, env={**os.environ, "HOME": str(self.folder)})
        self.assertEqual((result.returncode, result.stderr), (0, ""), line)
        return sorted({word.split("\t")[0].rstrip("/") for word in result.stdout.splitlines()})


class Zsh(Completions, ProjectTest):
    """zsh completes on a terminal alone: in one of our own, with its `compadd` writing down what it is given."""

    SETUP = r"""
fpath=($COMPLETIONS $fpath); autoload -Uz compinit; compinit -u -D; unsetopt list_beep; PS1=
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-[OAD]* ]]; then builtin compadd "$@"; return; fi
    local -a hits; builtin compadd -A hits "$@"; print -rl -- $hits >> $FOUND; builtin compadd "$@"
}
finish() { print END >> $FOUND }
comppostfuncs=(finish)
offer() { comppostfuncs=(finish); _main_complete }
zle -C offer list-choices offer; bindkey '^X' offer
"""

    def setUp(self):
        super().setUp()
        aside = Path(tempfile.mkdtemp(prefix="riskmap-zsh-"))
        self.addCleanup(shutil.rmtree, aside)
        self.found = aside / "found"
        (aside / "setup.zsh").write_text(self.SETUP, encoding="utf-8")
        self.terminal, inner = pty.openpty()
        environment = {**os.environ, "COMPLETIONS": str(ROOT / "packaging/completions"), "FOUND": str(self.found), "HOME": str(aside),
                       "TERM": "vt100", "LC_ALL": "C.UTF-8"}
        self.shell = subprocess.Popen(["zsh", "-fi"], stdin=inner, stdout=inner, stderr=inner, cwd=self.folder, env=environment,
                                      start_new_session=True)
        os.close(inner)
        self.addCleanup(os.close, self.terminal)
        self.addCleanup(self.shell.wait)
        self.addCleanup(self.shell.kill)
        os.write(self.terminal, f" source {aside}/setup.zsh; print READ''Y\n".encode())
        self.until(lambda shown: b"READY" in shown)

    def until(self, done):
        """Reads what the terminal shows, or zsh would wait for that."""
        shown, deadline = b"", time.monotonic() + 120
        while not done(shown):
            self.assertLess(time.monotonic(), deadline, shown)
            if select.select([self.terminal], [], [], 0.05)[0]:
                shown += os.read(self.terminal, 65536)

    def complete(self, line):
        self.found.write_text("", encoding="utf-8")
        os.write(self.terminal, b"\x15" + line.encode() + b"\x18")  # an empty line, the words, the question
        self.until(lambda _: self.found.read_text(encoding="utf-8").endswith("END\n"))
        words = self.found.read_text(encoding="utf-8").replace("END\n", "").split()
        return sorted({word.rstrip("=/") for word in words})


if __name__ == "__main__":
    unittest.main(verbosity=2)
