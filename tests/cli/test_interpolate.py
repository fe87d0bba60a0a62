#!/usr/bin/python3
"""mapgen interpolate, variogram and crossvalidate from the outside: exit codes, messages, files."""

import csv
import hashlib
import json
import os
import subprocess
import tempfile
import unittest
import xml.dom.minidom

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
MAPGEN = os.environ["MAPGEN"]
X = (120, 410, 950, 300, 700, 1300, 180, 820, 1100, 520, 1400, 60)
Y = (80, 350, 140, 720, 610, 420, 1010, 960, 880, 1220, 1190, 560)
V = (2.1, 2.9, 1.4, 4.2, 3.3, 0.9, 5.1, 3.8, 2.2, 4.6, 1.7, 3.0)
MODEL = "0.2 nug + 1.5 sph 900"
EXTENT = ["--extent", "0", "0", "1500", "1300", "--cell-size", "5"]


class Interpolate(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.samples = self.write("样本 samples.csv", [("x", "y", "v"), *zip(X, Y, V)])
        self.points = self.write("points.csv", [("x", "y"), (200, 300), (410, 350), (640, 500)])

    def path(self, name):
        return os.path.join(self.scratch.name, name)

    def write(self, name, rows):
        with open(self.path(name), "w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)
        return self.path(name)

    def run_mapgen(self, *arguments, exit_code=0):
        done = subprocess.run([MAPGEN, *arguments], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        self.assertEqual(done.returncode, exit_code, done.stderr)
        return done

    def interpolate(self, *options, output="out.csv", samples=None, exit_code=0):
        done = self.run_mapgen("interpolate", "--samples", samples or self.samples, "--value", "v", *options, "--output",
                               self.path(output), exit_code=exit_code)
        return done.stderr

    def rows(self, name="out.csv"):
        with open(self.path(name), newline="") as source:
            return list(csv.DictReader(source))

    def test_points_have_full_precision_and_keep_their_order(self):
        self.interpolate("--method", "ordinary-kriging", "--variogram", MODEL, "--at", self.points)
        rows = self.rows()
        self.assertEqual(list(rows[0]), ["x", "y", "estimate", "variance"])
        # R 4.2.2, gstat 2.1-0: krige(v~1, d, t, vgm(1.5,"Sph",900,0.2))
        self.assertAlmostEqual(float(rows[0]["estimate"]), 2.581357169586993, delta=1e-13)
        self.assertAlmostEqual(float(rows[0]["variance"]), 0.80026153654107146, delta=1e-13)
        self.assertEqual((rows[1]["estimate"], rows[1]["variance"]), ("2.9", "0"))

    def test_methods_without_a_variance_leave_it_empty(self):
        for method in ("nearest", "idw", "linear", "natural-neighbour", "spline"):
            self.interpolate("--method", method, "--at", self.points)
            self.assertEqual([row["variance"] for row in self.rows()], ["", "", ""], method)
            self.assertAlmostEqual(float(self.rows()[1]["estimate"]), 2.9, delta=1e-9)

    def test_rasters_are_cloud_optimised_or_plain(self):
        from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
        for compress, bands, method in (("deflate", 2, "ordinary-kriging"), ("none", 2, "ordinary-kriging"), ("zstd", 1, "idw")):
            options = ["--variogram", MODEL] if method != "idw" else []
            self.interpolate("--method", method, *options, *EXTENT, "--compress", compress, "--crs", "EPSG:4550", output="f.tif")
            raster = gdal.Open(self.path("f.tif"))
            self.assertEqual(raster.RasterCount, bands)
            self.assertEqual(raster.GetRasterBand(1).GetDescription(), "estimate")
            self.assertEqual(raster.GetRasterBand(1).DataType, gdal.GDT_Float32)
            self.assertEqual(osr.SpatialReference(raster.GetProjection()).GetAuthorityCode(None), "4550")
            warnings, errors, _ = validate(self.path("f.tif"))
            self.assertEqual(errors if compress != "none" else [], [])

    def test_cells_agree_with_points(self):
        self.interpolate("--method", "ordinary-kriging", "--variogram", MODEL, *EXTENT, "--compress", "none", output="f.tif")
        raster = gdal.Open(self.path("f.tif")).ReadAsArray()
        cells = [(17, 40), (299, 259), (100, 5)]
        at = self.write("at.csv", [("x", "y"), *((5 * c + 2.5, 1300 - 5 * r - 2.5) for c, r in cells)])
        self.interpolate("--method", "ordinary-kriging", "--variogram", MODEL, "--at", at)
        for (c, r), row in zip(cells, self.rows()):
            sd = float(row["variance"]) ** 0.5
            self.assertLess(abs(raster[0, r, c] - float(row["estimate"])), 1e-4 * sd)
            self.assertLess(abs(raster[1, r, c] ** 0.5 - sd), 1e-4 * sd)

    def test_same_bytes_for_any_number_of_threads(self):
        digests = set()
        for jobs in ("1", "2", "3"):
            self.interpolate("--method", "ordinary-kriging", "--variogram", MODEL, "--max-neighbours", "5", *EXTENT, "--jobs", jobs,
                             output="f.tif")
            with open(self.path("f.tif"), "rb") as source:
                digests.add(hashlib.sha256(source.read()).hexdigest())
        self.assertEqual(len(digests), 1)

    def test_vector_files_are_samples_too(self):
        for driver, name in (("GPKG", "s.gpkg"), ("GeoJSON", "s.geojson"), ("ESRI Shapefile", "s.shp")):
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(4550)
            source = ogr.GetDriverByName(driver).CreateDataSource(self.path(name))
            layer = source.CreateLayer("s", reference if driver != "GeoJSON" else None, ogr.wkbPoint)
            layer.CreateField(ogr.FieldDefn("v", ogr.OFTReal))
            for x, y, v in zip(X, Y, V):
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({x} {y})"))
                feature["v"] = v
                layer.CreateFeature(feature)
            source = layer = None
            crs = ["--crs", "EPSG:4550"] if driver == "GeoJSON" else []
            self.interpolate("--method", "idw", "--at", self.points, *crs, samples=self.path(name))
            self.assertEqual(self.rows()[1]["estimate"], "2.9", driver)

    def test_longitudes_and_latitudes_are_projected(self):
        samples = self.write("lonlat.csv", [("lon", "lat", "v"), *((121 + x / 1e5, 29 + y / 1e5, v) for x, y, v in zip(X, Y, V))])
        points = self.write("p.csv", [("lon", "lat"), (121.0064, 29.005)])
        self.interpolate("--method", "idw", "--crs", "EPSG:4326", "--at", points, samples=samples)
        degrees = float(self.rows()[0]["estimate"])
        flat = self.write("flat.csv", [("x", "y", "v"), *((97.4 * x / 100, 110.85 * y / 100, v) for x, y, v in zip(X, Y, V))])
        target = self.write("q.csv", [("x", "y"), (97.4 * 6.4, 110.85 * 5)])
        self.interpolate("--method", "idw", "--at", target, samples=flat)
        self.assertAlmostEqual(degrees, float(self.rows()[0]["estimate"]), delta=2e-3)
        self.interpolate("--method", "idw", "--crs", "EPSG:4326", "--extent", "121", "29", "121.014", "29.012", "--cell-size", "20",
                         output="f.tif", samples=samples)
        self.assertEqual(osr.SpatialReference(gdal.Open(self.path("f.tif")).GetProjection()).GetAuthorityCode(None), "4549")

    def test_drifts_come_from_columns_and_rasters(self):
        raster = gdal.GetDriverByName("GTiff").Create(self.path("e.tif"), 300, 260, 1, gdal.GDT_Float32)
        raster.SetGeoTransform((0, 5, 0, 1300, 0, -5))
        columns, rows = np.meshgrid(np.arange(300), np.arange(260))
        values = (10 + columns / 60 - rows / 20).astype(np.float32)
        raster.GetRasterBand(1).WriteArray(values)
        raster = None
        at_samples = [float(values[int((1300 - y) / 5), int(x / 5)]) for x, y in zip(X, Y)]
        samples = self.write("e.csv", [("x", "y", "v", "e"), *zip(X, Y, V, at_samples)])
        points = self.write("ep.csv", [("x", "y", "e"), (202, 302, float(values[199, 40])), (600, 600, "")])
        options = ["--method", "external-drift", "--variogram", "0.05 nug + 0.4 exp 300"]
        message = self.interpolate(*options, "--drift", "e", "--at", points, samples=samples)
        from_column = self.rows()
        self.assertEqual(from_column[1]["estimate"], "")
        self.assertIn("1 of 2 points have no estimate", message)
        self.interpolate(*options, "--drift", "e=" + self.path("e.tif"), "--at", points, samples=samples)
        self.assertAlmostEqual(float(self.rows()[0]["estimate"]), float(from_column[0]["estimate"]), delta=1e-9)
        self.interpolate(*options, "--drift", "e=" + self.path("e.tif"), *EXTENT, output="f.tif", samples=samples)
        message = self.interpolate(*options, "--drift", "e", *EXTENT, output="f.tif", samples=samples, exit_code=2)
        self.assertIn("e=FILE.tif", message)

    def test_wrong_words_name_the_right_one(self):
        for options, words in (
                (["--method", "ordinary-krigging", "--at", self.points], "did you mean 'ordinary-kriging'"),
                (["--method", "idw", "--at", self.points, "--pwer", "3"], "did you mean '--power'"),
                (["--method", "idw", "--at", self.points, "--transform", "lg"], "did you mean 'log'"),
                (["--method", "ordinary-kriging", "--at", self.points, "--variogram", "1 spk 100"], "did you mean 'sph'"),
                (["--method", "ordinary-kriging", "--at", self.points, "--variogram", "1 sph -100"], "must be positive"),
                (["--method", "idw", "--at", self.points, *EXTENT], "either --at"),
                (["--method", "simple-kriging", "--variogram", MODEL, "--at", self.points], "mean"),
                (["--method", "idw", "--at", self.points, "--power", "-1"], "--power")):
            self.assertIn(words, self.interpolate(*options, exit_code=2))
        self.assertFalse(os.path.exists(self.path("out.csv")))

    def test_bad_data_name_file_row_and_reason(self):
        bad = self.write("bad.csv", [("x", "y", "v"), (0, 0, 1), (1, 1, "NaN")])
        self.assertIn("row 3, column 'v'", self.interpolate("--method", "idw", "--at", self.points, samples=bad, exit_code=1))
        self.assertIn("column 'v' is missing", self.interpolate("--method", "idw", "--at", self.points, samples=self.points, exit_code=1))
        equal = self.write("equal.csv", [("x", "y", "v"), *((x, y, 3) for x, y in zip(X, Y))])
        self.assertIn("equal", self.interpolate("--method", "ordinary-kriging", "--at", self.points, samples=equal, exit_code=1))
        two = self.write("two.csv", [("x", "y", "v"), (0, 0, 1), (100, 0, 2)])
        self.assertIn("too few", self.interpolate("--method", "ordinary-kriging", "--at", self.points, samples=two, exit_code=1))
        line = self.write("line.csv", [("x", "y", "v"), *((x, 2 * x, v) for x, v in zip(X, V))])
        self.assertIn("line", self.interpolate("--method", "linear", "--at", self.points, samples=line, exit_code=1))
        twice = self.write("twice.csv", [("x", "y", "v"), *zip(X, Y, V), (410, 350, 4.9)])
        message = self.interpolate("--method", "ordinary-kriging", "--variogram", MODEL, "--at", self.points, samples=twice)
        self.assertIn("'row 3' = 'row 14'", message)

    def test_values_below_the_limit(self):
        rows = [(x, y, f"<{v}" if v < 2 else v) for x, y, v in zip(X, Y, V)]
        samples = self.write("below.csv", [("x", "y", "v"), *rows])
        message = self.interpolate("--method", "ordinary-kriging", "--transform", "log", "--at", self.points, samples=samples)
        self.assertIn("3 of 12 values lie below the detection limit and enter through the likelihood", message)
        message = self.interpolate("--method", "idw", "--censored", "sqrt2", "--at", self.points, samples=samples)
        self.assertIn("square root of 2", message)

    def test_variogram(self):
        done = self.run_mapgen("variogram", "--samples", self.samples, "--value", "v", "--model", "sph", "--cutoff", "900", "--width",
                               "150", "--output", self.path("v.json"), "--plot", self.path("v.svg"))
        with open(self.path("v.json")) as source:
            report = json.load(source)
        self.assertEqual([bin["pairs"] for bin in report["bins"]], [2, 11, 8, 11, 13])
        self.assertEqual(done.stdout.strip(), report["variogram"])
        self.assertTrue(any("12 samples" in remark for remark in report["remarks"]))
        texts = [node.firstChild.data for node in xml.dom.minidom.parse(self.path("v.svg")).getElementsByTagName("text")]
        self.assertIn("13", texts)

    def test_crossvalidate_compares_methods(self):
        done = self.run_mapgen("crossvalidate", "--samples", self.samples, "--value", "v", "--method", "ordinary-kriging,idw,spline",
                               "--variogram", MODEL, "--output", self.path("cv.json"))
        with open(self.path("cv.json")) as source:
            report = json.load(source)
        for key in ("n", "mean_error", "rmse", "mae", "msdr", "correlation"):
            self.assertIn(key, report)
        # krige.cv(v~1, d, vgm(1.5,"Sph",900,0.2))
        self.assertAlmostEqual(report["points"][0]["estimate"], 2.6677171581371337, delta=1e-12)
        self.assertAlmostEqual(report["points"][0]["variance"], 1.5706321058313495, delta=1e-12)
        self.assertEqual([entry["method"] for entry in report["comparison"]], ["ordinary-kriging", "idw", "spline"])
        self.assertIsNone(report["comparison"][1]["msdr"])
        self.assertIn("correlation", done.stdout)


if __name__ == "__main__":
    unittest.main()
