"""The Beilun sample: its generator is reproducible and its tables are what their README says."""

import csv
import filecmp
import importlib.util
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample-data" / "beilun-voc"
GENERATED = ("stations.csv", "observations.csv", "sources.csv", "enterprises.csv", "weather.csv", "zones.geojson")

specification = importlib.util.spec_from_file_location("generate", SAMPLE / "generate.py")
generate = importlib.util.module_from_spec(specification)
specification.loader.exec_module(generate)

# 1/(ug/m3) and mg/m3 of the US EPA HEM 4 library; resident: 350 of 365 days, 26 of 70 years.
UNIT_RISK = {
    "benzene": 7.8e-6, "butadiene": 3e-5, "acrylonitrile": 6.8e-5, "vinyl-chloride": 8.8e-6, "epichlorohydrin": 1.2e-6,
}
ORGANS = (
    {"acrylonitrile": 0.002, "epichlorohydrin": 0.001},
    {"butadiene": 0.002},
    {"benzene": 0.03},
    {"vinyl-chloride": 0.1},
)


def table(name):
    with open(SAMPLE / name, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def cancer_risk(values):
    return sum(UNIT_RISK[key] * values[key] for key in UNIT_RISK) * 350 / 365 * 26 / 70


def hazard_index(values):
    indices = [sum(values[k] * 350 / 365 / (1000 * rfc) for k, rfc in organ.items()) for organ in ORGANS]
    return np.max(indices, axis=0)


class Generator(unittest.TestCase):
    def test_writes_the_committed_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, SAMPLE / "generate.py", "--output", folder], check=True)
            self.assertEqual(sorted(os.listdir(folder)), sorted(GENERATED))
            for name in GENERATED:
                self.assertTrue(filecmp.cmp(SAMPLE / name, os.path.join(folder, name), shallow=False), name)

    def test_extent_is_the_projects(self):
        project = (SAMPLE / "project.toml").read_text(encoding="utf-8")
        self.assertIn("extent = [" + ", ".join(f"{v:.0f}" for v in generate.EXTENT) + "]", project)
        for key in generate.SUBSTANCES:
            self.assertIn(f'key = "{key}"\n', project)

    def test_weather_adds_up_to_one(self):
        self.assertAlmostEqual(sum(row[3] for row in generate.weather()), 1, places=6)

    def test_plume_keeps_its_mass(self):
        # Far from a point source at the ground the flux through a circle is the emission: with one class
        # the mean over bearings is Q * 2 / (2 pi r sqrt(2 pi) sigma_z u).
        radius = 3000.0
        plume = generate.Plume(0.0, 0.0, 0.0)
        bearings = np.radians(np.arange(0, 360, 0.5))
        mean = plume.at(radius * np.sin(bearings), radius * np.cos(bearings)).mean()
        expected = 0.0
        for _, speed, stability, frequency in generate.weather():
            height = generate.sigma(generate.SIGMA_Z[stability], radius, 0.0)
            expected += frequency * 1e6 / (math.pi * radius * math.sqrt(2 * math.pi) * height * speed)
        self.assertAlmostEqual(mean / expected, 1, delta=0.02)

    def test_more_wind_from_a_side_means_more_on_the_other(self):
        plume = generate.Plume(6.0, 70.0, 5.0)
        self.assertGreater(plume.at(-1000.0, 0.0), 2 * plume.at(1000.0, 0.0))

    def test_truth_at_points_and_as_raster_agree(self):
        from osgeo import gdal

        gdal.UseExceptions()
        with tempfile.TemporaryDirectory() as folder:
            raster, points, out = (os.path.join(folder, n) for n in ("truth.tif", "points.csv", "out.csv"))
            x, y = generate.EXTENT[0] + 18100.0, generate.EXTENT[3] - 7100.0
            pathlib.Path(points).write_text(f"x,y\n{x},{y}\n", encoding="utf-8")
            subprocess.run([sys.executable, SAMPLE / "generate.py", "--truth", raster, "--cell-size", "200",
                            "--truth-at", points, "--output-csv", out], check=True)
            dataset = gdal.Open(raster)
            self.assertEqual(dataset.RasterCount, len(generate.SUBSTANCES))
            with open(out, encoding="utf-8", newline="") as source:
                row = next(csv.DictReader(source))
            for band in range(1, dataset.RasterCount + 1):
                layer = dataset.GetRasterBand(band)
                self.assertAlmostEqual(layer.ReadAsArray(90, 35, 1, 1)[0, 0], float(row[layer.GetDescription()]), places=5)


class Campaign(unittest.TestCase):
    def test_stations(self):
        rows = table("stations.csv")
        self.assertEqual(len(rows), 48)
        self.assertEqual(len({row["id"] for row in rows}), 48)
        kinds = [row["kind"] for row in rows]
        self.assertEqual([kinds.count(k) for k in ("near-source", "zone-edge", "residential", "background")], [21, 9, 10, 8])
        for row in rows:
            if row["kind"] == "background":
                distances = [math.hypot(float(row["x"]) - z["x"], float(row["y"]) - z["y"]) for z in generate.ZONES.values()]
                self.assertGreaterEqual(min(distances), 6000, row["id"])
            self.assertIn("示例", row["name_zh"])

    def test_observations(self):
        rows = table("observations.csv")
        self.assertEqual(len(rows), 48 * 6)
        for row in rows:
            value, limit = float(row["value"]), float(row["detection_limit"])
            self.assertIn(row["qualifier"], ("", "<"))
            self.assertTrue(value == limit if row["qualifier"] else value >= limit, row)

    def test_detection(self):
        below = dict.fromkeys(generate.SUBSTANCES, 0)
        for row in table("observations.csv"):
            below[row["pollutant"]] += row["qualifier"] == "<"
        self.assertEqual(below["benzene"], 0)
        self.assertEqual(below["ethylene-oxide"], 48)
        self.assertTrue(0.6 * 48 < below["epichlorohydrin"] <= 0.7 * 48, below)
        self.assertGreater(below["acrylonitrile"], 0)

    def test_levels_at_stations(self):
        values = {}
        for row in table("observations.csv"):
            station = values.setdefault(row["station"], dict.fromkeys(UNIT_RISK, 0.0))
            if row["pollutant"] in station and row["qualifier"] == "":
                station[row["pollutant"]] = float(row["value"])
        risks = [cancer_risk(v) for v in values.values()]
        self.assertTrue(1e-4 < max(risks) < 2e-4 and 3e-7 < min(risks) < 1e-6, (min(risks), max(risks)))
        for low, high in ((0, 1e-6), (1e-6, 1e-5), (1e-5, 1e-4), (1e-4, 1)):
            self.assertTrue(any(low <= risk < high for risk in risks), (low, high))
        decided = [k for k, v in values.items() if hazard_index(v) >= 3 and cancer_risk(v) < 1e-5]
        self.assertEqual(decided, ["QZ03"])

    def test_sources_are_marked_fictitious(self):
        for row in table("sources.csv"):
            self.assertIn("虚构", row["name_zh"])
            self.assertIn("fictitious", row["name_en"])
            self.assertAlmostEqual(float(row["emission_g_s"]), float(row["emission_t_a"]) / 31.536, places=5)


class PublicTables(unittest.TestCase):
    def test_berths(self):
        rows = table("berths.csv")
        self.assertEqual([row["id"] for row in rows], [f"B{n:02d}" for n in range(1, 35)])
        by_id = {row["id"]: row for row in rows}
        self.assertEqual((by_id["B16"]["lat_text"], by_id["B16"]["lon_text"]), ("29°56'N", "121°54'E"))
        self.assertEqual((by_id["B32"]["lat_text"], by_id["B32"]["lon_text"]), ("29°55.0'N", "122°0.9'E"))
        self.assertEqual(by_id["B03"]["lon_text"], "122°00'2.2\"E")
        self.assertTrue(all(row["source"] for row in rows))

    def test_receptors(self):
        rows = table("receptors.csv")
        self.assertEqual(len(rows), 49)
        for row in rows:
            self.assertIn("OpenStreetMap", row["source"])
            self.assertEqual(row["licence"], "© OpenStreetMap contributors, ODbL 1.0")
            self.assertTrue(121.7 < float(row["lon"]) < 122.1 and 29.7 < float(row["lat"]) < 30.0, row["id"])

    def test_zones(self):
        features = json.loads((SAMPLE / "zones.geojson").read_text(encoding="utf-8"))["features"]
        self.assertEqual([f["properties"]["id"] for f in features], ["DX", "QZ", "LG"])
        for feature in features:
            self.assertEqual(feature["properties"]["approximate"], 1)
            ring = feature["geometry"]["coordinates"][0]
            self.assertEqual(ring[0], ring[-1])

    def test_land_names_its_licence(self):
        features = json.loads((SAMPLE / "land.geojson").read_text(encoding="utf-8"))["features"]
        self.assertTrue(features)
        for feature in features:
            self.assertEqual(feature["properties"]["licence"], "LGPL-3.0-or-later")


if __name__ == "__main__":
    unittest.main()
