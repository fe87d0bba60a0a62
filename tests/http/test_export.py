#!/usr/bin/python3
"""tileserver export: every tile of the file is what the server sends, every other one of the area shows nothing."""

import gzip
import io
import json
import shutil
import sqlite3
import subprocess
import unittest

from live import RUN, TILESERVER, LiveTest, pixels, tiles_over

ZOOMS = range(9, 15)


def varint(file):
    value, shift = 0, 0
    while True:
        byte = file.read(1)[0]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value
        shift += 7


def directory(data):
    """Entries (tile, offset, length, run) after the specification of PMTiles 3."""
    file = io.BytesIO(gzip.decompress(data))
    count = varint(file)
    tiles, last = [], 0
    for _ in range(count):
        last += varint(file)
        tiles.append(last)
    runs = [varint(file) for _ in range(count)]
    lengths = [varint(file) for _ in range(count)]
    offsets = []
    for k in range(count):
        value = varint(file)
        offsets.append(offsets[-1] + lengths[k - 1] if value == 0 else value - 1)
    return list(zip(tiles, offsets, lengths, runs))


def zxy(number):
    """The tile of a number on the Hilbert curve."""
    zoom, first = 0, 0
    while number >= first + 4 ** zoom:
        first += 4 ** zoom
        zoom += 1
    rest, x, y, s = number - first, 0, 0, 1
    while s < 2 ** zoom:
        rx = 1 & (rest // 2)
        ry = 1 & (rest ^ rx)
        if ry == 0:
            if rx == 1:
                x, y = s - 1 - x, s - 1 - y
            x, y = y, x
        x, y, rest, s = x + s * rx, y + s * ry, rest // 4, s * 2
    return zoom, x, y


def read_pmtiles(path):
    data = path.read_bytes()
    assert data[:8] == b"PMTiles\x03"
    root, root_size, meta, meta_size, leaves, leaves_size, pool, pool_size, count, entries, contents = (
        int.from_bytes(data[8 + 8 * k:16 + 8 * k], "little") for k in range(11))
    assert len(data) == pool + pool_size
    tiles = {}

    def walk(entries_of):
        for number, offset, length, run in entries_of:
            if run == 0:
                walk(directory(data[leaves + offset:leaves + offset + length]))
            for k in range(run):
                tiles[zxy(number + k)] = data[pool + offset:pool + offset + length]

    walk(directory(data[root:root + root_size]))
    assert (len(tiles), len(set(tiles.values()))) == (count, contents)
    return tiles, json.loads(gzip.decompress(data[meta:meta + meta_size]))


def read_mbtiles(path):
    with sqlite3.connect(path) as base:
        metadata = dict(base.execute("SELECT name, value FROM metadata"))
        rows = base.execute("SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles").fetchall()
    return {(z, x, 2 ** z - 1 - y): data for z, x, y, data in rows}, metadata


class Export(LiveTest):
    def export(self, layer, name, *options, run=None, code=0):
        path = self.folder / name
        result = subprocess.run([TILESERVER, "export", str(run or self.folder), layer, "--output", str(path), *options],
                                capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, code, result.stderr)
        return path if code == 0 else result.stderr

    def compare(self, layer, tiles, ending, zooms):
        """With the server's, over the whole area and a rim around it."""
        bounds = self.ok(f"/tiles/{layer}/tile.json").json()["bounds"]
        left = set(tiles)
        for zoom in zooms:
            inside = tiles_over(bounds, zoom)
            xs, ys = [x for x, _ in inside], [y for _, y in inside]
            for x in range(min(xs) - 1, max(xs) + 2):
                for y in range(min(ys) - 1, max(ys) + 2):
                    sent = self.ok(f"/tiles/{layer}/{zoom}/{x}/{y}{ending}").body
                    if (zoom, x, y) in tiles:
                        self.assertEqual(sent, tiles[zoom, x, y], f"{layer} {zoom}/{x}/{y}{ending}")
                        left.remove((zoom, x, y))
                    elif ending == ".png":
                        self.assertEqual(pixels(sent)[..., 3].max(), 0, f"{layer} {zoom}/{x}/{y} is not in the file")
        self.assertEqual(left, set())
        self.assertGreaterEqual(len(tiles), len(zooms))

    def test_a_wrong_option_is_told_the_right_one(self):
        said = self.export("risk-level", "a.pmtiles", "--zoom", "9-14", code=2)
        self.assertIn("--zoom: the option is not known; did you mean '--zooms'?", said)
        self.assertFalse((self.folder / "a.pmtiles").exists())

    def test_mbtiles_hold_the_servers_bytes(self):
        for layer in ("risk-level", "cancer-risk-resident"):
            tiles, metadata = read_mbtiles(self.export(layer, f"{layer}.mbtiles", "--zooms", "9-14"))
            self.compare(layer, tiles, ".png", ZOOMS)
            self.assertEqual((metadata["format"], metadata["minzoom"], metadata["maxzoom"], metadata["type"]),
                             ("png", "9", "14", "overlay"))
            self.assertEqual((metadata["run"], metadata["synthetic"]), (RUN, "1"))
            for key in ("name", "attribution"):
                self.assertTrue(metadata[key].startswith("示例数据·非真实"))
            bounds = [float(text) for text in metadata["bounds"].split(",")]
            for mine, served in zip(bounds, self.ok(f"/tiles/{layer}/tile.json").json()["bounds"]):
                self.assertAlmostEqual(mine, served, places=6)

    def test_pmtiles_hold_the_servers_bytes(self):
        tiles, metadata = read_pmtiles(self.export("risk-level", "a.pmtiles", "--zooms", "9-14"))
        self.compare("risk-level", tiles, ".png", ZOOMS)
        self.assertEqual(metadata["run"], RUN)
        many, _ = read_pmtiles(self.export("cancer-risk-resident", "many.pmtiles", "--zooms", "9-16"))
        same, _ = read_mbtiles(self.export("cancer-risk-resident", "many.mbtiles", "--zooms", "9-16"))
        self.assertGreater(len(many), 300)
        self.assertEqual(many, same)

    def test_webp_and_double_size_and_other_styles(self):
        tiles, _ = read_mbtiles(self.export("risk-level", "w.mbtiles", "--zooms", "9-12", "--format", "webp"))
        self.compare("risk-level", tiles, ".webp", range(9, 13))
        tiles, _ = read_mbtiles(self.export("risk-level", "d.mbtiles", "--zooms", "9-12", "--scale", "2"))
        self.compare("risk-level", tiles, "@2x.png", range(9, 13))
        tiles, metadata = read_mbtiles(self.export("risk-level", "s.mbtiles", "--zooms", "12", "--style",
                                                   "risk-level-colourblind"))
        self.assertEqual(metadata["style"], "risk-level-colourblind")
        for (z, x, y), data in tiles.items():
            self.assertEqual(data, self.ok(f"/tiles/risk-level/{z}/{x}/{y}.png?style=risk-level-colourblind").body)

    def test_by_default_zooms_end_where_pixels_are_no_larger_than_cells(self):
        _, metadata = read_mbtiles(self.export("risk-level", "n.mbtiles"))
        document = self.ok("/tiles/risk-level/tile.json").json()
        self.assertEqual((metadata["minzoom"], metadata["maxzoom"]), ("9", str(document["native_zoom"])))

    def test_the_same_bytes_again(self):
        for ending in ("mbtiles", "pmtiles"):
            first = self.export("risk-level", f"one.{ending}", "--zooms", "9-12").read_bytes()
            self.assertEqual(first, self.export("risk-level", f"two.{ending}", "--zooms", "9-12").read_bytes())

    def test_what_is_not_allowed_is_told(self):
        for layer, options, told in (
                ("risk-levl", (), "did you mean 'risk-level'?"),
                ("risk-level", ("--zooms", "9-40"), "--zooms: 9-40"),
                ("risk-level", ("--zooms", "9-22"), "at most 2000000"),
                ("risk-level", ("--zooms", "a-b"), "MIN-MAX"),
                ("risk-level", ("--style", "risk-levle"), "--style: 'risk-levle'"),
                ("risk-level", ("--format", "pgn"), "did you mean 'png'?"),
                ("risk-level", ("--scale", "3"), "--scale: '3'")):
            self.assertIn(told, self.export(layer, "bad.mbtiles", *options, code=2))
        self.assertIn("FILE.pmtiles", self.export("risk-level", "bad.zip", code=2))
        self.assertEqual(list(self.folder.glob("bad*")), [])

    def test_a_restricted_layer_needs_the_word(self):
        folder = self.folder / "restricted"
        shutil.copytree(self.folder / "runs" / RUN, folder)
        document = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        document["restricted"] = ["sd-benzene"]
        (folder / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
        told = self.export("sd-benzene", "r.mbtiles", "--zooms", "9", run=folder, code=2)
        self.assertIn("is restricted", told)
        _, metadata = read_mbtiles(self.export("sd-benzene", "r.mbtiles", "--zooms", "9", "--restricted", run=folder))
        self.assertEqual(metadata["audience"], "internal")


if __name__ == "__main__":
    unittest.main(verbosity=2)
