#!/usr/bin/python3
"""A run of schema version 1, kept since it was written, stays servable, and its numbers stay what they are."""

import json
import unittest

from osgeo import gdal

from live import ROOT, Server, tile_at

GOLDEN = ROOT / "tests/golden"
EXPECTED = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
PLACE = (121.905, 29.915)
EVERYWHERE = {"type": "Polygon", "coordinates": [[[121.6, 29.6], [122.2, 29.6], [122.2, 30.1], [121.6, 30.1], [121.6, 29.6]]]}


class Golden(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manifest = json.loads((GOLDEN / "schema-1/manifest.json").read_text(encoding="utf-8"))
        cls.server = Server(GOLDEN / "schema-1")

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.server.log.close()

    def ok(self, target):
        answer = self.server.get(target)
        self.assertEqual(answer.status, 200, f"{target}: {answer.body[:300]}")
        return answer

    def test_the_manifest_is_of_version_1(self):
        self.assertEqual(self.manifest["schema_version"], 1)
        self.assertEqual(self.ok("/manifest.json").json()["id"], self.manifest["id"])
        self.ok("/readyz")

    def test_every_layer_has_legend_tilejson_and_tiles(self):
        x, y = (int(v) for v in tile_at(*PLACE, 11))
        for layer in self.manifest["layers"]:
            name = layer["id"]
            self.assertTrue(self.ok(f"/legend/{name}.json").json()["classes"], name)
            self.assertEqual(self.ok(f"/tiles/{name}/tile.json").json()["tilejson"], "3.0.0")
            self.assertTrue(self.ok(f"/tiles/{name}/11/{x}/{y}.png").body.startswith(b"\x89PNG"), name)

    def test_every_vector_layer_has_its_features(self):
        for layer in self.manifest["vectors"]["layers"]:
            self.assertNotIn(layer["name"], self.manifest["restricted"])
            items = self.ok(f"/collections/{layer['name']}/items?limit=1").json()
            self.assertEqual(items["numberMatched"], layer["features"], layer["name"])

    def test_values_at_a_point(self):
        told = json.dumps(self.ok(f"/point?lon={PLACE[0]}&lat={PLACE[1]}").json())
        for name in ("risk-level", "cancer-risk-resident", "concentration-benzene"):
            self.assertIn(name, told)

    def test_areas_and_maxima_do_not_drift(self):
        answer = self.server.ask("POST", "/statistics", {"Content-Type": "application/geo+json"}, json.dumps(EVERYWHERE))
        self.assertEqual(answer.status, 200, answer.body)
        told = {entry["layer"]: entry for entry in answer.json()["layers"]}
        for name, areas in EXPECTED["areas_km2"].items():
            by_level = {row["value"]: row["area_m2"] / 1e6 for row in told[name]["classes"]}
            for level, area in enumerate(areas):
                self.assertAlmostEqual(by_level.get(level, 0), area, delta=0.005 + 0.002 * area, msg=f"{name} {level}")
        for name, maximum in EXPECTED["maxima"].items():
            self.assertAlmostEqual(told[name]["max"] / maximum, 1, delta=1e-5, msg=name)
        for layer in self.manifest["layers"]:
            if layer["id"] not in EXPECTED["maxima"]:
                continue
            raster = gdal.Open(str(GOLDEN / "schema-1" / layer["path"]))
            highest = raster.GetRasterBand(1).ComputeRasterMinMax(False)[1]
            self.assertAlmostEqual(highest / EXPECTED["maxima"][layer["id"]], 1, delta=1e-5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
