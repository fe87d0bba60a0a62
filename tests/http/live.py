"""A live server on a small run, and what tests need to ask it."""

import http.client
import json
import math
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import numpy as np
from osgeo import gdal

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import make_run  # noqa: E402

gdal.UseExceptions()
TILESERVER = os.environ.get("TILESERVER", str(ROOT / "build/release/bin/tileserver"))
RUN = "20260101T000000Z-00000001"
SLOW = float(os.environ.get("RISKMAP_TEST_SLOWNESS", "1"))  # sanitizers take their time


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def json(self):
        return json.loads(self.body)

    def header(self, name):
        return self.headers.get(name)


class Server:
    def __init__(self, directory, *arguments, config=None):
        command = [TILESERVER, str(directory), "--listen", "127.0.0.1:0", *arguments]
        if config is not None:
            path = pathlib.Path(directory) / "server.toml"
            path.write_text(config, encoding="utf-8")
            command += ["--config", str(path)]
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline().decode()
        found = re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", line)
        if not found:
            raise RuntimeError(f"the server said {line!r} and {self.messages()}")
        self.port = int(found.group(1))
        self.base = f"http://127.0.0.1:{self.port}"
        self.connection = None

    def messages(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def ask(self, method, target, headers=None, body=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30 * SLOW)
        try:
            self.connection.request(method, target, body=body, headers=headers or {})
            response = self.connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        except (http.client.HTTPException, OSError):
            self.connection.close()
            self.connection = None
            raise
        return answer

    def get(self, target, **headers):
        return self.ask("GET", target, {k.replace("_", "-"): v for k, v in headers.items()})

    def stop(self, number=signal.SIGTERM):
        """Exit code; fails where it takes longer than five seconds."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=5 * SLOW)
        self.process.stdout.close()
        return code


class LiveTest(unittest.TestCase):
    """One server for all tests of a class; override `run_options`, `arguments`, `config`."""

    run_options = {}
    arguments = ()
    config = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-http-"))
        make_run.make(cls.folder, RUN, **cls.run_options)
        cls.prepare(cls.folder / "current")
        cls.server = Server(cls.folder, *cls.arguments, config=cls.config)

    @classmethod
    def prepare(cls, run):
        """What else a class wants of the run before the server starts."""

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        messages = cls.server.messages()
        cls.server.log.close()
        shutil.rmtree(cls.folder)
        if code != 0:
            raise RuntimeError(f"the server ended with {code}: {messages}")

    def get(self, target, **headers):
        return self.server.get(target, **headers)

    def ok(self, target, **headers):
        answer = self.get(target, **headers)
        self.assertEqual(answer.status, 200, f"{target}: {answer.body[:300]}")
        return answer

    def problem(self, target, status, slug, **headers):
        answer = self.get(target, **headers)
        self.assertEqual(answer.status, status, f"{target}: {answer.body[:300]}")
        self.assertEqual(answer.header("Content-Type"), "application/problem+json")
        document = answer.json()
        self.assertEqual(document["type"], f"urn:riskmap:problem:{slug}")
        self.assertEqual(document["status"], status)
        return document


def pixels(png):
    """RGBA of a PNG, height x width x 4."""
    gdal.FileFromMemBuffer("/vsimem/picture.png", png)
    try:
        data = gdal.Open("/vsimem/picture.png")
        values = data.ReadAsArray()
        table = data.GetRasterBand(1).GetColorTable()
        if table is None:
            return np.moveaxis(values, 0, 2)
        entries = [table.GetColorEntry(i) for i in range(table.GetCount())]
        return np.array(entries, np.uint8)[values]
    finally:
        gdal.Unlink("/vsimem/picture.png")


def tile_at(lon, lat, zoom):
    n = 2**zoom
    x = (lon + 180) / 360 * n
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n
    return x, y


def lonlat_of(x, y, zoom):
    n = 2**zoom
    return x / n * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / n))))


def tiles_over(bounds, zoom):
    x0, y0 = tile_at(bounds[0], bounds[3], zoom)
    x1, y1 = tile_at(bounds[2], bounds[1], zoom)
    return [(x, y) for x in range(int(x0), int(x1) + 1) for y in range(int(y0), int(y1) + 1)]


def legend_colours(legend):
    """hex -> class"""
    return {entry["colour"]: entry for entry in legend["classes"]}


def hexes(rgba):
    """'#rrggbb' of every pixel that is not fully transparent, unique."""
    packed = np.unique(np.ascontiguousarray(rgba, np.uint8).view("<u4"))
    return {"#%02x%02x%02x" % (p & 255, p >> 8 & 255, p >> 16 & 255) for p in packed.tolist() if p >> 24}
