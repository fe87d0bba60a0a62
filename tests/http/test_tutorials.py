#!/usr/bin/python3
"""Every command of the README and the tutorials works as typed, and prints what the page shows, but for the numbers."""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

from live import ROOT, TILESERVER, Server
from projects import MAPGEN, copy_project

FILE_BLOCK = re.compile(r"^`([\w./-]+\.(?:csv|toml))`:\n\n((?:(?:    .*)?\n)+)", re.M)


def commands(text):
    """Pairs of a command and the lines shown below it, and pairs of a file's name and its content, in the page's order."""
    lines = text.splitlines()
    for i, line in enumerate(lines):
        file = re.match(r"`([\w./-]+\.(?:csv|toml))`:$", line)
        if file:
            body = FILE_BLOCK.match("\n".join(lines[i:]) + "\n").group(2)
            yield "file", file.group(1), re.sub("^    ", "", body, flags=re.M).split("\n    $")[0].partition("\n$ ")[0].rstrip() + "\n"
        elif line.startswith("    $ "):
            shown = []
            for following in lines[i + 1:]:
                if not following.startswith("    ") or following.startswith("    $ "):
                    break
                shown.append(following[4:])
            yield "command", line[6:], shown


def masked(line):
    """Without what differs from run to run and from cell size to cell size."""
    line = re.sub(r"\d+T\d+Z-[0-9a-f]{8}", "#", line)
    return re.sub(r"[0-9]+([.,][0-9]+)*(e[+-]?[0-9]+)?", "#", " ".join(line.split()))


class Reader:
    """Somebody who types a page in a folder with the samples and the programs."""

    def __init__(self, folder, test):
        self.folder, self.test, self.server = folder, test, None
        copy_project(folder / "sample-data", cell_size=400, idw=True)  # the same commands, quicker
        programs = folder / "build/release/bin"
        programs.mkdir(parents=True)
        (programs / "mapgen").symlink_to(MAPGEN)
        (programs / "tileserver").symlink_to(TILESERVER)
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}

    def serve(self, directory):
        self.stop()
        self.server = Server(self.folder / directory)

    def stop(self):
        if self.server:
            self.server.stop()
            self.server.log.close()
            self.server = None

    def type(self, command, shown):
        served = re.fullmatch(r"(?:build/release/bin/)?tileserver ([\w./-]+)", command)
        if served:
            self.serve(served.group(1))
            return
        if self.server:
            command = command.replace("curl ", "curl --fail ").replace("http://127.0.0.1:8080", self.server.base)
        done = subprocess.run(["bash", "-ec", command], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                              timeout=600)
        self.test.assertEqual(done.returncode, 0, (command, done.stderr))
        printed = [masked(line) for line in (done.stdout + done.stderr).splitlines()]
        for line in shown:
            wanted = masked(line).removesuffix("...").rstrip()
            self.test.assertTrue(any(line.startswith(wanted) for line in printed), (command, wanted, printed))


class Tutorials(unittest.TestCase):
    def follow(self, page, least):
        with tempfile.TemporaryDirectory() as name:
            reader = Reader(pathlib.Path(name), self)
            self.addCleanup(reader.stop)
            typed = 0
            for kind, first, second in commands((ROOT / page).read_text(encoding="utf-8")):
                if kind == "file":
                    path = reader.folder / first
                    path.parent.mkdir(exist_ok=True)
                    path.write_text(second, encoding="utf-8")
                else:
                    reader.type(first, second)
                    typed += 1
            reader.stop()
            self.assertGreaterEqual(typed, least, page)

    def test_readme(self):
        self.follow("README.md", 4)

    def test_tutorial(self):
        self.follow("docs/tutorial.md", 14)

    def test_own_data(self):
        self.follow("docs/own-data.md", 7)


if __name__ == "__main__":
    unittest.main()
