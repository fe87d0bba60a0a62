#!/usr/bin/python3
"""Other formats than PNG: WebP, values, vector tiles; ranges of exports; what changed between two runs."""

import hashlib
import json
import pathlib
import shutil
import tempfile
import unittest

import numpy as np
from osgeo import gdal, ogr

from live import RUN, LiveTest, Server, hexes, legend_colours, lonlat_of, make_run, pixels, tile_at, tiles_over

PLACE = (121.87, 29.92)


class Formats(LiveTest):
    def tile(self, zoom, place=PLACE):
        x, y = tile_at(*place, zoom)
        return f"{zoom}/{int(x)}/{int(y)}"

    def test_webp_is_the_same_picture(self):
        bounds = self.ok("/tiles/risk-level/tile.json").json()["bounds"]
        for layer in ("risk-level", "cancer-risk-resident"):
            for zoom in (9, 12, 14):
                x, y = tiles_over(bounds, zoom)[0]
                for scale in ("", "@2x"):
                    path = f"/tiles/{layer}/{zoom}/{x}/{y}{scale}"
                    png, webp = self.ok(path + ".png"), self.ok(path + ".webp")
                    self.assertEqual(webp.header("Content-Type"), "image/webp")
                    self.assertNotEqual(webp.header("ETag"), png.header("ETag"))
                    expected, found = pixels(png.body), pixels(webp.body)
                    if found.shape[2] == 3:  # nothing transparent in it
                        found = np.dstack([found, np.full(found.shape[:2], 255, np.uint8)])
                    np.testing.assert_array_equal(found, expected, path)
        self.assertEqual(self.get("/tiles/risk-level/9/0/0.webp").status, 200)

    def test_webp_by_the_other_ways(self):
        z, x, y = self.tile(12).split("/")
        plain = self.ok(f"/tiles/risk-level/{z}/{x}/{y}.webp").body
        self.assertEqual(self.ok(f"/collections/risk-level/map/tiles/WebMercatorQuad/{z}/{y}/{x}?f=webp").body, plain)
        self.assertEqual(self.ok(f"/wmts/1.0.0/risk-level/default/WebMercatorQuad/{z}/{y}/{x}.webp").body, plain)
        self.assertEqual(self.ok("/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=risk-level&STYLE=default"
                                 f"&FORMAT=image/webp&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
                                 ).body, plain)
        self.problem(f"/collections/risk-level/map/tiles/WebMercatorQuad/{z}/{y}/{x}?f=jpg", 400, "parameter-invalid")

    def test_accept_is_weighed(self):
        z, x, y = self.tile(12).split("/")
        path = f"/tiles/risk-level/{z}/{x}/{y}"
        png, webp = self.ok(path + ".png").body, self.ok(path + ".webp").body
        chrome = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"
        ogc = f"/collections/risk-level/map/tiles/WebMercatorQuad/{z}/{y}/{x}"
        for round_ in range(2):  # drawn, then kept
            for accept, body in ((None, png), ("*/*", png), ("image/*", png), (chrome, png), ("image/webp", webp),
                                 ("image/webp, image/png;q=0.5", webp), ("image/png;q=0, */*;q=0.1", webp),
                                 ("IMAGE/PNG, image/webp;q=0.9", png), ("application/json, image/*;q=0.2", png)):
                answer = self.ok(ogc, **({"Accept": accept} if accept else {}))
                self.assertEqual(answer.body, body, accept)
                self.assertEqual(answer.header("Vary"), "Accept")
            self.assertIsNone(self.ok(ogc + "?f=png", Accept="image/png").header("Vary"))
            for target in (ogc, ogc + "?f=webp", path + ".png", path + "@2x.webp", path + ".f32", path.replace("level", "zones") + ".mvt",
                           f"/changes/{RUN}/{RUN}{path}.png", f"/wmts/1.0.0/risk-level/default/WebMercatorQuad/{z}/{y}/{x}.png"):
                for accept in ("image/jpeg", "text/html, image/jpeg;q=0.5", "*/*;q=0"):
                    found = self.problem(target, 406, "not-acceptable", Accept=accept)
                    self.assertEqual((found["parameter"], found["value"]), ("Accept", accept))
                for accept in ("*/*", "image/jpeg, */*;q=0.1"):
                    self.ok(target, Accept=accept)
            self.ok(path + ".png", Accept=chrome)
            self.problem(path + ".png", 406, "not-acceptable", Accept="image/webp")

    def test_values_are_what_point_says(self):
        for layer, zoom in (("cancer-risk-resident", 15), ("concentration-benzene", 14), ("risk-level", 15)):
            z, x, y = map(int, self.tile(zoom).split("/"))
            answer = self.ok(f"/tiles/{layer}/{z}/{x}/{y}.f32")
            self.assertEqual(answer.header("Content-Type"), "application/octet-stream")
            values = np.frombuffer(answer.body, "<f4").reshape(256, 256)
            for row, column in ((0, 0), (255, 255), (100, 31), (200, 222)):
                lon, lat = lonlat_of(x + (column + 0.5) / 256, y + (row + 0.5) / 256, z)
                point = self.ok(f"/point?lon={lon!r}&lat={lat!r}").json()["values"]
                expected = next(v["value"] for v in point if v["layer"] == layer)
                if expected is None:
                    self.assertTrue(np.isnan(values[row, column]))
                else:
                    self.assertAlmostEqual(float(values[row, column]) / expected, 1, places=5)
        packed = self.ok(f"/tiles/risk-level/{self.tile(12)}.f32", Accept_Encoding="gzip")
        self.assertEqual(packed.header("Content-Encoding"), "gzip")
        self.assertTrue(np.isnan(np.frombuffer(self.ok("/tiles/risk-level/9/0/0.f32").body, "<f4")).all())

    def features(self, path):
        """Of a vector tile, read by GDAL, in tile units from the tile's corner (y upwards)."""
        gdal.FileFromMemBuffer("/vsimem/tile.mvt", self.ok(path).body)
        try:
            data = gdal.OpenEx("/vsimem/tile.mvt", gdal.OF_VECTOR, allowed_drivers=["MVT"])
            layer = data.GetLayer(0)
            return layer.GetName(), [(json.loads(f.ExportToJson()), f.GetGeometryRef().Clone()) for f in layer]
        finally:
            gdal.Unlink("/vsimem/tile.mvt")

    def test_vector_tiles_hold_the_zones(self):
        name, features = self.features(f"/tiles/risk-zones/{self.tile(10)}.mvt")
        self.assertEqual(name, "risk-zones")
        levels = sorted(f["properties"]["level"] for f, _ in features)
        self.assertEqual(levels, [3, 3, 4])
        metres = 40075016.686 / 2**10 / 4096 * np.cos(np.radians(PLACE[1]))
        for feature, geometry in features:
            area = feature["properties"]["area_m2"]
            self.assertLess(abs(geometry.GetArea() * metres**2 / area - 1), 0.08, area)
        self.assertEqual({f["properties"]["mark"] for f, _ in features}, {"示例数据·非真实"})
        self.assertTrue(all(g.IsValid() for _, g in features))

    def test_small_zones_stay_when_zooming_out(self):
        for zoom in range(0, 15):
            _, features = self.features(f"/tiles/risk-zones/{self.tile(zoom)}.mvt")
            self.assertIn(4, [f["properties"]["level"] for f, _ in features], zoom)

    def test_points_and_empty_tiles(self):
        _, features = self.features(f"/tiles/berths/{self.tile(11, (121.861, 29.926))}.mvt")
        self.assertEqual({f["properties"]["id"] for f, _ in features}, {f"B{i:02}" for i in range(1, 13)})
        self.assertEqual(self.get("/tiles/risk-zones/9/0/0.mvt").status, 204)
        self.assertEqual(self.get("/tiles/risk-zones/30/0/0.mvt").status, 404)
        self.problem("/tiles/risk-level/9/0/0.mvt", 404, "collection-unknown")
        self.problem("/tiles/risk-zones/9/0/0.png", 404, "layer-unknown")

    def test_vector_tilejson(self):
        document = self.ok("/tiles/risk-zones/tile.json").json()
        self.assertEqual(document["tiles"], [f"{self.server.base}/tiles/risk-zones/{{z}}/{{x}}/{{y}}.mvt"])
        self.assertEqual(document["vector_layers"][0]["id"], "risk-zones")
        self.assertEqual(document["vector_layers"][0]["fields"]["level"], "Number")
        self.assertEqual(self.ok(f"/tiles/risk-zones/{self.tile(12)}.mvt").header("Vary"), "Accept-Encoding")

    def test_parts_of_an_export(self):
        target = "/collections/risk-level/coverage?f=tif"
        whole = self.ok(target)
        self.assertEqual(whole.header("Accept-Ranges"), "bytes")
        size = len(whole.body)
        for sent, first, last in (("bytes=0-99", 0, 99), ("bytes=100-", 100, size - 1), ("bytes=-50", size - 50, size - 1)):
            part = self.get(target, Range=sent)
            self.assertEqual(part.status, 206)
            self.assertEqual(part.header("Content-Range"), f"bytes {first}-{last}/{size}")
            self.assertEqual(part.body, whole.body[first:last + 1])
            self.assertEqual(part.header("ETag"), whole.header("ETag"))
        beyond = self.get(target, Range=f"bytes={size}-")
        self.assertEqual((beyond.status, beyond.header("Content-Range")), (416, f"bytes */{size}"))
        found = self.problem(target, 416, "range-unsatisfiable", Range=f"bytes={size}-")
        self.assertEqual((found["parameter"], found["allowed"]), ("Range", f"bytes 0 to {size - 1}"))
        self.assertEqual((beyond.header("Cache-Control"), beyond.header("ETag")), ("no-store", None))
        self.assertEqual(self.get(target, Range="bytes=0-9", If_Range=whole.header("ETag")).status, 206)
        for headers in ({"Range": "bytes=0-9", "If_Range": '"old"'}, {"Range": "bytes=9-0"}, {"Range": "lines=1-2"},
                        {"Range": "bytes=0-1,4-5"}):
            self.assertEqual(self.get(target, **headers).body, whole.body, headers)
        self.assertEqual(self.get("/manifest.json", Range="bytes=0-9").status, 200)
        self.assertEqual(self.server.ask("HEAD", target, {"Range": "bytes=0-9"}).status, 200)

    def test_how_sure_a_value_is(self):
        document = self.ok(f"/point?lon={PLACE[0]}&lat={PLACE[1]}").json()
        values = {entry["layer"]: entry for entry in document["values"]}
        self.assertEqual(values["concentration-benzene"]["uncertainty"]["layer"], "sd-benzene")
        self.assertEqual(values["concentration-benzene"]["uncertainty"]["value"], values["sd-benzene"]["value"])
        self.assertEqual(values["risk-level"]["uncertainty"]["layer"], "risk-level-upper-resident")
        self.assertGreaterEqual(values["risk-level"]["uncertainty"]["value"], values["risk-level"]["value"])
        self.assertIsNone(values["sd-benzene"]["uncertainty"])
        self.assertEqual(document["not_estimable"][0]["pollutant"], "ethylene-oxide")
        self.assertTrue(self.ok("/tiles/concentration-benzene/tile.json").json()["uncertainty"].endswith("/sd-benzene/tile.json"))
        legend = self.ok("/legend/risk-level.json").json()
        self.assertEqual(legend["uncertainty"], "risk-level-upper-resident")
        limits = {entry["value"]: entry["limits"] for entry in legend["classes"]}
        self.assertEqual(limits[3], {"cancer_risk": {"min": 1e-5, "max": 1e-4}, "hazard_index": {"min": 3, "max": 10}})
        self.assertEqual(limits[1]["cancer_risk"], {"min": None, "max": 1e-6})
        self.assertIsNone(limits[0])


class Changes(unittest.TestCase):
    KEY = "k"

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-change-"))
        cls.ids = [f"20260101T00000{i}Z-0000000{i}" for i in range(2)]
        for seed, run_id in enumerate(cls.ids):
            make_run.write_run(cls.folder / "runs" / run_id, run_id, seed=40 * seed, restricted=["sd-benzene"] if seed else [])
        make_run.publish(cls.folder, cls.ids[1])
        digest = hashlib.sha256(cls.KEY.encode()).hexdigest()
        cls.server = Server(cls.folder, config=f'[[keys]]\nname = "a"\nsha256 = "{digest}"\n')
        cls.base = f"/changes/{cls.ids[0]}/{cls.ids[1]}"

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        cls.server.log.close()
        shutil.rmtree(cls.folder)
        if code != 0:
            raise RuntimeError(f"the server ended with {code}")

    def ok(self, target, **headers):
        answer = self.server.get(target, **headers)
        self.assertEqual(answer.status, 200, (target, answer.body[:300]))
        return answer

    def test_each_pixel_compares_the_two_maps(self):
        legend = self.ok(f"{self.base}/legend/risk-level.json").json()
        codes = {entry["colour"]: entry["value"] for entry in legend["classes"]}
        x, y = map(int, tile_at(*PLACE, 13))
        answer = self.ok(f"{self.base}/tiles/risk-level/13/{x}/{y}.png")
        self.assertIn("immutable", answer.header("Cache-Control"))
        self.assertEqual(answer.header("X-Riskmap-Run"), self.ids[1])
        self.assertEqual(answer.header("X-Riskmap-Run-From"), self.ids[0])
        self.assertEqual(answer.header("X-Riskmap-Synthetic"), "1")
        picture = pixels(answer.body)
        before, after = (np.frombuffer(self.ok(f"/runs/{i}/tiles/risk-level/13/{x}/{y}.f32").body, "<f4").reshape(256, 256)
                         for i in self.ids)
        seen = set()
        for row in range(0, 256, 5):
            for column in range(0, 256, 5):
                a, b = before[row, column], after[row, column]
                pixel = picture[row, column]
                shown = codes["#%02x%02x%02x" % tuple(pixel[:3])] if pixel[3] else None
                if np.isnan(a) and np.isnan(b):
                    expected = None
                elif np.isnan(a) or np.isnan(b):
                    expected = 8
                elif a == 0 or b == 0:
                    expected = 0 if a == b else 6 if a == 0 else 7
                else:
                    expected = 3 + int(np.clip(b - a, -2, 2))
                self.assertEqual(shown, expected, (row, column, a, b))
                seen.add(shown)
        self.assertGreaterEqual(seen, {None, 2, 3})

    def test_areas_count_every_cell(self):
        before, after = (gdal.Open(str(self.folder / "runs" / i / "rasters/risk-level.tif")).ReadAsArray().astype(int) for i in self.ids)
        drawn = (before != 255) & (after != 255)
        step = np.clip(after - before, -2, 2)
        expected = {8: np.sum((before == 255) != (after == 255)),
                    0: np.sum(drawn & (before == 0) & (after == 0)),
                    6: np.sum(drawn & (before == 0) & (after > 0)),
                    7: np.sum(drawn & (before > 0) & (after == 0))}
        for k in range(-2, 3):
            expected[3 + k] = np.sum(drawn & (before > 0) & (after > 0) & (step == k))
        answer = self.ok(f"{self.base}/areas/risk-level.json")
        self.assertIn("immutable", answer.header("Cache-Control"))
        found = {entry["value"]: entry["area_m2"] for entry in answer.json()["classes"]}
        self.assertEqual(found, {k: 400.0 * int(n) for k, n in expected.items()})
        self.assertEqual(answer.json()["mark"], "示例数据·非真实")

    def test_values_and_colours(self):
        legend = self.ok(f"{self.base}/legend/cancer-risk-resident.json").json()
        document = self.ok(f"{self.base}/tiles/cancer-risk-resident/tile.json").json()
        self.assertEqual((document["from"], document["to"]), tuple(self.ids))
        for zoom in (9, 12, 14):
            for x, y in tiles_over(document["bounds"], zoom)[:6]:
                for ending in (".png", "@2x.png"):
                    found = hexes(pixels(self.ok(f"{self.base}/tiles/cancer-risk-resident/{zoom}/{x}/{y}{ending}").body))
                    self.assertLessEqual(found, set(legend_colours(legend)))
        same = f"/changes/{self.ids[0]}/{self.ids[0]}/tiles/cancer-risk-resident/12/3434/1689.png"
        unchanged = {entry["colour"] for entry in legend["classes"] if entry["value"] == 3}
        self.assertLessEqual(hexes(pixels(self.ok(same).body)), unchanged)

    def test_what_one_of_the_runs_restricts_needs_a_key(self):
        for rest in ("/tiles/sd-benzene/12/3434/1689.png", "/tiles/sd-benzene/tile.json", "/legend/sd-benzene.json", "/areas/sd-benzene.json"):
            for a, b in (self.ids, self.ids[::-1]):
                target = f"/changes/{a}/{b}{rest}"
                self.assertEqual(self.server.get(target).status, 401, target)
                answer = self.ok(target, Authorization=f"Bearer {self.KEY}")
                self.assertIn("private", answer.header("Cache-Control"))
                self.assertEqual(self.server.get(target).status, 401, target)

    def test_what_cannot_be_compared(self):
        for target, status in ((f"{self.base}/tiles/status-resident/12/3434/1689.png", 400),
                               (f"{self.base}/areas/status-resident.json", 400), (f"{self.base}/areas/risk-level.png", 400),
                               (f"{self.base}/areas/none.json", 404),
                               (f"{self.base}/tiles/none/12/3434/1689.png", 404),
                               (f"{self.base}/tiles/risk-level/12/3434/1689.mvt", 400),
                               (f"/changes/{self.ids[0]}/20200101T000000Z-00000000/tiles/risk-level/12/3434/1689.png", 404)):
            self.assertEqual(self.server.get(target).status, status, target)


if __name__ == "__main__":
    unittest.main()
