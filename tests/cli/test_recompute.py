"""Recomputes station means, risk, index, level and areas of a run from its tables and rasters, without the program."""

import csv
import sys
import unittest
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ProjectTest, copy_project, current, manifest  # noqa: E402

gdal.UseExceptions()
ogr.UseExceptions()
PRIORITY = {255: -1, 1: 0, 0: 1, 2: 2, 3: 3, 4: 4}


def raster(output, layer):
    dataset = gdal.Open(str(current(output) / f"rasters/{layer}.tif"))  # a band lives as long as its dataset
    band = dataset.GetRasterBand(1)
    values = band.ReadAsArray()
    if values.dtype == np.float32:
        return np.where(values == np.float32(band.GetNoDataValue()), np.nan, values.astype(np.float64))
    return values


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def level_by(values, cuts):
    return 1 + sum((values >= cut).astype(np.uint8) for cut in cuts)


class Recompute(ProjectTest):
    @classmethod
    def setUpClass(cls):
        import tempfile

        cls.holder = tempfile.TemporaryDirectory()
        cls.project = copy_project(cls.holder.name, cell_size=100)
        cls.output = Path(cls.holder.name) / "out"
        cls("build_once").build(cls.project, cls.output)
        cls.root = manifest(cls.output)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def build_once(self):
        pass

    def test_station_means(self):
        values = {}
        for row in rows(self.project.parent / "observations.csv"):
            values.setdefault((row["station"], row["pollutant"]), []).append((float(row["value"]), row["qualifier"]))
        table = rows(current(self.output) / "tables/stations.csv")
        self.assertEqual(len(table), len(values))
        for row in table:
            own = values[(row["station"], row["pollutant"])]
            self.assertAlmostEqual(float(row["value"]), sum(v for v, _ in own) / len(own), places=12)
            self.assertEqual(row["below_detection_limit"], "1" if own[0][1] == "<" else "0")
            self.assertEqual(row["synthetic"], "1")
            self.assertEqual(row["mark"], "示例数据·非真实")

    def test_risk_index_and_level_at_every_cell(self):
        toxicity = {entry["pollutant"]: entry for entry in self.root["dose_response"]}
        estimable = [p["key"] for p in self.root["pollutants"] if p["estimable"]]
        fields = {key: raster(self.output, "concentration-" + key) for key in estimable}
        known = np.stack([~np.isnan(fields[key]) for key in estimable])
        for scenario in self.root["scenarios"]:
            key = scenario["key"]
            level = raster(self.output, "risk-level-" + key)
            share_n = scenario["et_h"] / 24 * scenario["ef_d"] / 365
            share_c = share_n * scenario["ed_y"] / scenario["lifetime_y"]
            cancer = np.zeros(level.shape)
            organs = {}
            for name in estimable:
                entry = toxicity[name]
                concentration = np.nan_to_num(fields[name])
                cancer += concentration * share_c * entry["ure_used"].get(key, 0)
                if entry["rfc_mg_m3"]:
                    for organ in entry["target_organs"]:
                        quotient = concentration * share_n / (1000 * entry["rfc_mg_m3"])
                        organs[organ] = organs.get(organ, 0) + quotient
            index = np.max(np.stack(list(organs.values())), axis=0)
            judged = (level >= 1) & (level <= 4)
            self.assertGreater(judged.sum(), 1000)
            np.testing.assert_allclose(raster(self.output, "cancer-risk-" + key)[judged], cancer[judged], rtol=2e-7)
            np.testing.assert_allclose(raster(self.output, "hazard-index-" + key)[judged], index[judged], rtol=2e-7)
            expected = np.maximum(level_by(cancer, (1e-6, 1e-5, 1e-4)), level_by(index, (1, 3, 10)))
            np.testing.assert_array_equal(level[judged], expected[judged])
            self.assertTrue(np.isnan(raster(self.output, "cancer-risk-" + key)[~judged]).all())
            # Never "safe" where nothing is known, never unknown where everything is.
            inside = level != 255
            self.assertTrue((level[inside & ~known.any(axis=0)] == 0).all())
            self.assertTrue((level[inside & known.all(axis=0)] > 0).all())
            upper = raster(self.output, "risk-level-upper-" + key)
            self.assertTrue((upper[judged] >= level[judged]).all())
            self.assertTrue((upper[level == 0] == 0).all())

    def test_all_levels_occur_and_one_is_decided_by_the_hazard_index(self):
        level = raster(self.output, "risk-level-resident")
        self.assertEqual(set(np.unique(level)), {0, 1, 2, 3, 4, 255})
        by_cancer = level_by(np.nan_to_num(raster(self.output, "cancer-risk-resident")), (1e-6, 1e-5, 1e-4))
        self.assertTrue(((level >= 2) & (level <= 4) & (by_cancer < level)).any())

    def test_areas_per_level(self):
        for row in rows(current(self.output) / "tables/areas.csv"):
            if row["zone"] != "all":
                continue
            level = raster(self.output, "risk-level-" + row["scenario"])
            self.assertEqual(float(row["area_m2"]), (level == int(row["level"])).sum() * 100.0 * 100.0)

    def test_zone_polygons_cover_the_cells(self):
        source = ogr.Open(str(current(self.output) / "vectors.gpkg"))
        areas = {}
        for feature in source.GetLayerByName("risk-zones"):
            self.assertTrue(feature.GetGeometryRef().IsValid())
            entry = (feature["scenario"], feature["level"])
            areas[entry] = areas.get(entry, 0) + feature.GetGeometryRef().Area()
            self.assertAlmostEqual(feature["area_m2"], feature.GetGeometryRef().Area(), delta=1)
            self.assertEqual(feature["synthetic"], 1)
        for scenario in ("resident", "worker"):
            level = raster(self.output, "risk-level-" + scenario)
            for value in range(5):
                cells = (level == value).sum() * 1e4
                self.assertAlmostEqual(areas.get((scenario, value), 0), cells, delta=1e-3 * max(cells, 1))

    def test_overviews_keep_the_first_level_in_the_order(self):
        dataset = gdal.Open(str(current(self.output) / "rasters/risk-level-resident.tif"))
        band = dataset.GetRasterBand(1)
        fine = band.ReadAsArray()
        self.assertGreater(band.GetOverviewCount(), 0)
        rank = np.vectorize(PRIORITY.get)
        for i in range(band.GetOverviewCount()):
            coarse = band.GetOverview(i).ReadAsArray()
            padded = np.full((coarse.shape[0] * 2, coarse.shape[1] * 2), 255, np.uint8)
            padded[: fine.shape[0], : fine.shape[1]] = fine
            blocks = rank(padded).reshape(coarse.shape[0], 2, coarse.shape[1], 2).max(axis=(1, 3))
            np.testing.assert_array_equal(rank(coarse), blocks)
            fine = coarse

    def test_no_real_name_stands_beside_a_risk_value(self):
        source = ogr.Open(str(current(self.output) / "vectors.gpkg"))
        for name, count in (("receptors", 49), ("berths", 34)):
            layer = source.GetLayerByName(name)
            self.assertEqual(layer.GetFeatureCount(), count)
            for feature in layer:
                self.assertIsNone(feature["name_zh"])
                self.assertEqual(feature["mark"], "示例数据·非真实")

    def test_receptors_outside_the_study_area_have_a_reason_and_no_value(self):
        berths = {row["id"]: row for row in rows(current(self.output) / "tables/berths.csv")}
        self.assertEqual(len(berths), 34)
        self.assertEqual(berths["B09"]["reason"], "outside-study-area")  # Xiangshan
        self.assertEqual(berths["B09"]["level"], "")
        self.assertTrue(any(row["level"] in "1234" and row["level"] for row in berths.values()))

    def test_rasters_are_cloud_optimised(self):
        from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate

        for layer in self.root["layers"]:
            warnings, errors, _ = validate(str(current(self.output) / layer["path"]), full_check=True)
            self.assertEqual((errors, warnings), ([], []), layer["id"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
