#!/usr/bin/python3
"""The examples of the docs run, and the docs name every route and every setting."""

import pathlib
import re
import shlex
import subprocess
import tempfile
import unittest

from live import ROOT, TILESERVER, LiveTest, Server, make_run
from make_pages import write_pages

PAGES = ("docs/interface.md", "docs/tileserver.md")


class Docs(LiveTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-http-"))
        make_run.make(cls.folder)
        write_pages(cls.folder / "current", {"E2": "released"})
        cls.server = Server(cls.folder)

    def test_every_curl_line_works(self):
        lines = [line.strip()[2:] for page in PAGES for line in (ROOT / page).read_text(encoding="utf-8").splitlines()
                 if line.strip().startswith("$ curl ")]
        self.assertGreater(len(lines), 10)
        with tempfile.TemporaryDirectory() as folder:
            for line in lines:
                words = shlex.split(line.replace("http://127.0.0.1:8080", self.server.base))
                done = subprocess.run([words[0], "--fail", *words[1:]], capture_output=True, timeout=60, cwd=folder)
                self.assertEqual(done.returncode, 0, (line, done.stdout[:300], done.stderr[:300]))

    def test_every_route_is_described(self):
        text = (ROOT / "docs/interface.md").read_text(encoding="utf-8")
        for path in self.ok("/api").json()["paths"]:
            first = path.split("{")[0].rstrip("/") or "/"
            self.assertIn(first.split("/wmts/1.0.0")[0], text, path)
        for name in ("coverage", "statistics"):
            self.assertIn(name, text)

    def test_help_and_docs_name_the_same_options(self):
        shown = subprocess.run([TILESERVER, "--help"], capture_output=True, text=True, timeout=20).stdout
        text = (ROOT / "docs/tileserver.md").read_text(encoding="utf-8")
        for option in set(re.findall(r"^ +(--[a-z-]+)", shown, re.M)) - {"--help", "--version"}:
            self.assertIn(option, text)


if __name__ == "__main__":
    unittest.main()
