#!/usr/bin/python3
"""The numbers themselves: coverage exports and statistics over polygons, against the raster."""

import json
import math
import time
import unittest

import numpy as np
from osgeo import gdal, osr

from live import SLOW, LiveTest

CELL_M2 = 400.0
CENTRAL_M = 500000.0  # the easting of EPSG:4550's meridian of scale 1


def ground_m2(columns, count):
    """Of `count` cells spread evenly over the columns: a cell over the square of the Gauss-Krueger scale,
    k = 1 + y^2 / 2MN + y^4 / 24 M^2 N^2 (the series of every textbook), at 29.92 N."""
    sine = math.sin(math.radians(29.92))
    w2 = 1 - 0.00669438002290 * sine**2
    mn = (6378137.0 / math.sqrt(w2)) ** 2 * (1 - 0.00669438002290) / w2
    y2 = (388000.0 + 20 * (np.asarray(columns) + 0.5) - CENTRAL_M) ** 2
    k = 1 + y2 / (2 * mn) + y2**2 / (24 * mn**2)
    return float(np.mean(CELL_M2 / k**2)) * count


def geographic(x, y):
    plane = osr.SpatialReference()
    plane.ImportFromEPSG(4550)
    plane.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(plane, degrees).TransformPoint(x, y)[:2]


def square(x0, y0, x1, y1):
    corners = ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))
    return {"type": "Polygon", "coordinates": [[list(geographic(x, y)) for x, y in corners]]}


class Numbers(LiveTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = cls.folder / "current/rasters"
        cls.levels = gdal.Open(str(folder / "risk-level.tif")).ReadAsArray()
        cls.risk = gdal.Open(str(folder / "cancer-risk-resident.tif")).ReadAsArray()

    def raster(self, target):
        answer = self.ok(target)
        self.assertEqual(answer.header("Content-Type"), "image/tiff; application=geotiff")
        gdal.FileFromMemBuffer("/vsimem/export.tif", answer.body)
        return gdal.Open("/vsimem/export.tif")

    def post(self, body, target="/statistics", kind="application/geo+json"):
        return self.server.ask("POST", target, {"Content-Type": kind}, body)

    def layers(self, geometry):
        answer = self.post(json.dumps(geometry))
        self.assertEqual(answer.status, 200, answer.body)
        return {entry["layer"]: entry for entry in answer.json()["layers"]}

    def test_a_whole_layer_is_the_raster(self):
        for layer, truth in (("risk-level", self.levels), ("cancer-risk-resident", self.risk)):
            data = self.raster(f"/collections/{layer}/coverage?f=tif")
            np.testing.assert_array_equal(data.ReadAsArray(), truth)
            self.assertEqual(data.GetGeoTransform(), (388000.0, 20.0, 0.0, 3314000.0, 0.0, -20.0))
            self.assertEqual(data.GetMetadataItem("LAYER"), layer)
            self.assertIn("非真实", data.GetMetadataItem("SYNTHETIC"))

    def test_a_part_in_its_own_crs(self):
        data = self.raster("/collections/risk-level/coverage?bbox=390000,3310000,391010,3311000&bbox-crs=EPSG:4550")
        np.testing.assert_array_equal(data.ReadAsArray(), self.levels[150:200, 100:151])

    def test_another_crs_shows_what_point_says(self):
        data = self.raster("/collections/risk-level/coverage?bbox=121.86,29.90,121.90,29.92&crs=EPSG:4326")
        values, affine = data.ReadAsArray(), data.GetGeoTransform()
        for row, column in ((10, 10), (50, 90), (80, 30)):
            lon, lat = affine[0] + (column + 0.5) * affine[1], affine[3] + (row + 0.5) * affine[5]
            point = self.ok(f"/point?lon={lon!r}&lat={lat!r}").json()["values"]
            self.assertEqual(next(v["value"] for v in point if v["layer"] == "risk-level"), values[row, column])

    def test_boxes_in_the_axis_order_of_their_crs(self):
        """Short names mean x before y; URIs and URNs mean what the authority says."""
        def part(box, crs):
            return self.raster(f"/collections/risk-level/coverage?bbox={box}&bbox-crs={crs}")

        plain = self.raster("/collections/risk-level/coverage?bbox=121.86,29.90,121.90,29.92")
        for crs in ("EPSG:4326", "OGC:CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"):
            found = part("121.86,29.90,121.90,29.92", crs)
            self.assertEqual(found.GetGeoTransform(), plain.GetGeoTransform(), crs)
        for crs in ("http://www.opengis.net/def/crs/EPSG/0/4326", "https://www.opengis.net/def/crs/EPSG/0/4326",
                    "urn:ogc:def:crs:EPSG::4326", "http://www.opengis.net/def/crs/EPSG/0/4490"):
            found = part("29.90,121.86,29.92,121.90", crs)
            self.assertEqual(found.GetGeoTransform(), plain.GetGeoTransform(), crs)
            np.testing.assert_array_equal(found.ReadAsArray(), plain.ReadAsArray())
            self.problem(f"/collections/risk-level/coverage?bbox=121.86,29.90,121.90,29.92&bbox-crs={crs}", 400, "parameter-invalid")
        found = part("3310000,390000,3311000,391010", "http://www.opengis.net/def/crs/EPSG/0/4550")
        np.testing.assert_array_equal(found.ReadAsArray(), self.levels[150:200, 100:151])
        self.problem("/collections/risk-level/coverage?bbox=391010,3310000,390000,3311000&bbox-crs=EPSG:4550", 400, "parameter-invalid")

    def test_boxes_larger_than_the_layer_are_cut_to_it(self):
        for query in ("bbox=-180,-90,180,90", "bbox=121,29,-170,31", "bbox=0,0,9e6,9e6&bbox-crs=EPSG:4550",
                      "bbox=-20037508,-20037508,20037508,20037508&bbox-crs=EPSG:3857",
                      "bbox=-90,-180,90,180&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326"):
            data = self.raster("/collections/risk-level/coverage?" + query)
            np.testing.assert_array_equal(data.ReadAsArray(), self.levels, query)

    def test_exports_that_cannot_be(self):
        self.problem("/collections/risk-level/coverage?bbox=0,0,1,1", 400, "parameter-invalid")
        self.problem("/collections/risk-level/coverage?crs=EPSG:9999", 400, "parameter-invalid")
        self.problem("/collections/risk-level/coverage?f=png", 400, "parameter-invalid")
        self.problem("/collections/berths/coverage", 404, "layer-unknown")

    def test_areas_per_level_are_the_cells(self):
        found = self.layers(square(389000, 3308000, 396000, 3312000))["risk-level"]
        part = self.levels[100:300, 50:400]
        self.assertEqual(found["cells"], part.size)
        areas = {entry["value"]: entry["area_m2"] for entry in found["classes"]}
        for level in range(5):
            columns = np.nonzero(part == level)[1] + 50
            if len(columns):
                self.assertAlmostEqual(areas[level] / ground_m2(columns, len(columns)), 1, delta=1e-5, msg=level)
            else:
                self.assertEqual(areas[level], 0)
        known = np.count_nonzero(part != 255)
        self.assertEqual(found["assessed_cells"], known)
        self.assertAlmostEqual(found["unknown_share"], np.count_nonzero(part == 0) / known, delta=1e-5)

    def test_the_sea_is_not_unknown(self):
        whole = self.layers(square(388100, 3304100, 402000, 3313900))
        levels, risk = whole["risk-level"], whole["cancer-risk-resident"]
        self.assertLess(levels["assessed_cells"], levels["cells"])
        self.assertEqual(risk["assessed_cells"], levels["assessed_cells"])
        self.assertAlmostEqual(risk["unknown_share"], levels["unknown_share"], delta=1e-4)

    def test_edges_are_straight_in_longitude_and_latitude(self):
        west, south, east, north = 121.845, 29.872, 121.975, 29.948
        found = self.layers({"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north],
                                                                 [west, south]]]})["risk-level"]
        rows, columns = np.mgrid[0:self.levels.shape[0], 0:self.levels.shape[1]]
        plane, degrees = osr.SpatialReference(), osr.SpatialReference()
        for system, code in ((plane, 4550), (degrees, 4326)):
            system.ImportFromEPSG(code)
            system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        centres = np.stack([388010.0 + 20 * columns.ravel(), 3313990.0 - 20 * rows.ravel()], axis=1)
        lonlat = np.array(osr.CoordinateTransformation(plane, degrees).TransformPoints(centres))
        inside = (lonlat[:, 0] > west) & (lonlat[:, 0] < east) & (lonlat[:, 1] > south) & (lonlat[:, 1] < north)
        self.assertGreater(inside.sum(), 1000)
        self.assertLessEqual(abs(found["cells"] - inside.sum()), 3)

    def test_the_whole_world_is_the_whole_map(self):
        world = {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]]}
        found = self.layers(world)["risk-level"]
        self.assertEqual((found["cells"], found["assessed_cells"]), (self.levels.size, np.count_nonzero(self.levels != 255)))

    def test_parts_that_overlap_count_once_and_holes_only_take_away(self):
        one, two = square(390000, 3308000, 392000, 3310000), square(391000, 3308000, 393000, 3310000)
        both = self.layers({"type": "MultiPolygon", "coordinates": [one["coordinates"], two["coordinates"]]})["risk-level"]
        self.assertEqual(both["cells"], 150 * 100)
        one["coordinates"].append(square(395000, 3308000, 396000, 3309000)["coordinates"][0])
        self.assertEqual(self.layers(one)["risk-level"]["cells"], 100 * 100)

    def test_corners_far_away_and_edges_without_end(self):
        ring = [[121.86, 29.9], [121.9, 29.9], [121.9, 29.92], [121.86, 29.9]]
        far = {"type": "Polygon", "coordinates": [ring, [[121.87, 29.905], [33, 0], [121.88, 29.91], [121.87, 29.905]]]}
        self.assertGreater(self.layers(far)["risk-level"]["cells"], 0)
        corners = [[121.84 + 0.1 * (i // 2) / 9990, 29.5 if i % 2 else 30.5] for i in range(19980)]
        begin = time.monotonic()
        answer = self.post(json.dumps({"type": "Polygon", "coordinates": [corners + corners[:1]]}))
        self.assertEqual(answer.status, 400, answer.body[:200])
        self.assertIn("simplify", answer.json()["detail"])
        self.assertLess(time.monotonic() - begin, 10 * SLOW)

    def test_means_and_extremes(self):
        found = self.layers(square(389000, 3308000, 396000, 3312000))["cancer-risk-resident"]
        part = self.risk[100:300, 50:400].astype(np.float64)
        self.assertAlmostEqual(found["mean"] / np.nanmean(part), 1, places=5)  # cells weigh by their ground
        self.assertAlmostEqual(found["max"] / np.nanmax(part), 1, places=6)

    def test_holes_features_and_nothing(self):
        whole = square(389000, 3308000, 396000, 3312000)
        hole = square(390000, 3309000, 391000, 3310000)
        whole["coordinates"].append(hole["coordinates"][0])
        with_hole = self.layers({"type": "Feature", "properties": {}, "geometry": whole})["risk-level"]
        self.assertEqual(with_hole["cells"], 350 * 200 - 50 * 50)
        nothing = self.layers({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})["risk-level"]
        self.assertEqual((nothing["cells"], nothing["unknown_share"], nothing["max"]), (0, None, None))

    def test_bodies_that_are_no_polygon(self):
        for body in (b"", b"{", b"[]", b"null", b'{"type":"Point","coordinates":[1,2]}', b'{"type":"Polygon"}',
                     b'{"type":"Polygon","coordinates":[]}', b'{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}',
                     b'{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}', b"\xff\xfe",
                     b'{"type":"Polygon","coordinates":[[[0,0],[999,0],[1,1],[0,0]]]}',
                     b'{"type":"Polygon","coordinates":[[["a",0],[1,0],[1,1],[0,0]]]}'):
            answer = self.post(body)
            self.assertEqual(answer.status, 400, body)
            self.assertEqual(answer.json()["type"], "urn:riskmap:problem:body-invalid")
        self.assertEqual(self.post(b"{}", kind="text/xml").status, 415)
        self.assertEqual(self.get("/statistics").status, 405)
        deep = b"[" * 100000
        self.assertEqual(self.post(b'{"type":"Polygon","coordinates":' + deep).status, 400)


if __name__ == "__main__":
    unittest.main()
