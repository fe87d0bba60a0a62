"""Recomputes station means, risk, index, level and areas of a run from its tables and rasters, without the program."""

import csv
import sys
import unittest
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ROOT, ProjectTest, copy_project, current, manifest  # noqa: E402

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


def number(text):
    return float(text) if text else np.nan


def exposure_shares(scenario):
    """Of cancer and of other effects."""
    share = scenario["et_h"] / 24 * scenario["ef_d"] / 365
    return share * scenario["ed_y"] / scenario["lifetime_y"], share


def upper_bound(median, sd):
    """One-sided 95 % of a lognormal value from its median and standard deviation."""
    u = (1 + np.sqrt(1 + 4 * (sd / median) ** 2)) / 2
    return median * np.exp(1.6448536269514722 * np.sqrt(np.log(u)))


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

    def by_substance(self, scenario, concentrations):
        """Cancer risk and hazard quotient of every estimable substance."""
        share_c, share_n = exposure_shares(scenario)
        risks, quotients = [], []
        for entry in self.root["dose_response"]:
            name = entry["pollutant"]
            if name not in concentrations:
                continue
            risks.append(concentrations[name] * share_c * entry["ure_used"].get(scenario["key"], 0))
            rfc = entry["rfc_mg_m3"]
            quotients.append(concentrations[name] * share_n / (1000 * rfc) if rfc else 0 * concentrations[name])
        return risks, quotients

    def index_by_organ(self, quotients, names):
        organs = {}
        for entry in self.root["dose_response"]:
            if entry["pollutant"] in names and entry["rfc_mg_m3"]:
                for organ in entry["target_organs"]:
                    organs[organ] = organs.get(organ, 0) + quotients[names.index(entry["pollutant"])]
        return organs

    def test_unit_risks_follow_the_rule_for_early_life(self):
        bands = ((0, 2, 10), (2, 16, 3), (16, 200, 1))
        for entry in self.root["dose_response"]:
            for scenario in self.root["scenarios"]:
                key = scenario["key"]
                if entry["ure_per_ug_m3"] is None:
                    self.assertEqual(entry["ure_used"], {})
                    continue
                expected, basis = entry["ure_per_ug_m3"], "tabulated"
                adult = entry["ure_adult_per_ug_m3"]
                if entry["early_life_adjusted"] and adult is not None:
                    start, years = scenario["age_from_y"], scenario["ed_y"]
                    weighted = sum(f * max(0, min(b, start + years) - max(a, start)) for a, b, f in bands)
                    part = entry["ure_by_age_per_ug_m3"]
                    # EC_c holds ED/LT; the risk is EC * adult * sum(ADAF * years) / LT
                    expected = adult - part + part * weighted / years
                    basis = "adult" if start >= 16 else "adult-by-age"
                self.assertAlmostEqual(entry["ure_used"][key] / expected, 1, places=12)
                self.assertEqual(entry["ure_basis"][key], basis)
        self.assertIn("IRIS", next(e for e in self.root["dose_response"] if e["cas"] == "75-01-4")["source_adult"])

    def test_increment_and_driver_at_every_cell(self):
        pollutants = {p["key"]: p for p in self.root["pollutants"]}
        names = [e["pollutant"] for e in self.root["dose_response"] if pollutants[e["pollutant"]]["estimable"]]
        fields = {key: raster(self.output, "concentration-" + key) for key in names}
        for scenario in self.root["scenarios"]:
            key = scenario["key"]
            level = raster(self.output, "risk-level-" + key)
            judged = (level >= 1) & (level <= 4)
            above = {n: np.nan_to_num(np.maximum(0, fields[n] - pollutants[n]["background"])) for n in names}
            increment = np.sum(self.by_substance(scenario, above)[0], axis=0)
            layer = raster(self.output, "cancer-risk-increment-" + key)
            np.testing.assert_allclose(layer[judged], increment[judged], rtol=3e-7, atol=1e-13)
            self.assertTrue(np.isnan(layer[~judged]).all())
            risks, quotients = self.by_substance(scenario, {n: np.nan_to_num(fields[n]) for n in names})
            total = np.sum(risks, axis=0)
            organs = self.index_by_organ(quotients, names)
            index = np.max(np.stack(list(organs.values())), axis=0)
            by_hazard = level_by(index, (1, 3, 10)) > level_by(total, (1e-6, 1e-5, 1e-4))
            largest = np.where(by_hazard, np.argmax(quotients, axis=0), np.argmax(risks, axis=0))
            numbers = np.array([self.root["pollutants"].index(pollutants[n]) + 1 for n in names])
            driver = raster(self.output, "driver-" + key)
            np.testing.assert_array_equal(driver[judged], numbers[largest][judged])
            self.assertTrue((driver[~judged] == 255).all())
            self.check_driver_table(key, driver, risks, judged, names, numbers)
            self.check_background(scenario, total[judged].mean(), pollutants, names)

    def check_driver_table(self, scenario, driver, risks, judged, names, numbers):
        table = [r for r in rows(current(self.output) / "tables/drivers.csv") if r["scenario"] == scenario]
        self.assertEqual({r["zone"] for r in table}, {"all", "DX", "QZ", "LG"})
        for row in (r for r in table if r["zone"] == "all"):
            at = names.index(row["pollutant"])
            self.assertEqual(float(row["driven_m2"]), (driver == numbers[at]).sum() * 1e4)
            self.assertEqual(float(row["judged_m2"]), judged.sum() * 1e4)
            self.assertAlmostEqual(float(row["mean_cancer_risk"]) / risks[at][judged].mean(), 1, places=6)
        layer = next(l for l in self.root["layers"] if l["id"] == "driver-" + scenario)
        self.assertEqual({c["value"] for c in layer["classes"]}, set(numbers.tolist()))
        self.assertLessEqual(set(np.unique(driver)) - {255}, {c["value"] for c in layer["classes"]})

    def check_background(self, scenario, mean, pollutants, names):
        layer = next(l for l in self.root["layers"] if l["id"] == "cancer-risk-increment-" + scenario["key"])
        at_background = sum(self.by_substance(scenario, {n: pollutants[n]["background"] for n in names})[0])
        self.assertAlmostEqual(layer["background"]["cancer_risk"] / at_background, 1, places=9)
        self.assertAlmostEqual(layer["background"]["mean_cancer_risk"] / mean, 1, places=6)
        self.assertEqual(layer["background"]["undeclared"], [])
        style = (current(self.output) / "styles" / layer["style"]).read_text(encoding="utf-8")
        self.assertIn("本底", style)

    def test_upper_level_where_every_substance_is_known(self):
        names = [p["key"] for p in self.root["pollutants"] if p["estimable"]]
        bounds = {n: upper_bound(raster(self.output, "concentration-" + n), raster(self.output, "sd-" + n)) for n in names}
        known = ~np.isnan(np.stack(list(bounds.values()))).any(axis=0)
        missing = self.root["not_estimable"]
        self.assertEqual([m["pollutant"] for m in missing], ["ethylene-oxide"])
        for scenario in self.root["scenarios"]:
            key = scenario["key"]
            risks, quotients = self.by_substance(scenario, {n: np.nan_to_num(bounds[n]) for n in names})
            at_limit = missing[0]["cancer_risk_at_detection_limit"][key]
            entry = next(e for e in self.root["dose_response"] if e["pollutant"] == "ethylene-oxide")
            self.assertAlmostEqual(
                at_limit, 0.04 * exposure_shares(scenario)[0] * entry["ure_used"][key], places=12)
            total = np.sum(risks, axis=0) + at_limit
            organs = self.index_by_organ(quotients, names)
            organs["neuro"] = organs.get("neuro", np.zeros(total.shape)) + missing[0]["hazard_quotient_at_detection_limit"][key]
            index = np.max(np.stack(list(organs.values())), axis=0)
            level = raster(self.output, "risk-level-" + key)
            upper = raster(self.output, "risk-level-upper-" + key)
            # Float32 rasters cannot tell on which side of a cut a bound lies that touches it.
            clear = np.ones(level.shape, bool)
            for values, cuts in ((total, (1e-6, 1e-5, 1e-4)), (index, (1, 3, 10))):
                for cut in cuts:
                    clear &= np.abs(values / cut - 1) > 1e-4
            at = known & clear & (level >= 1) & (level <= 4)
            self.assertGreater(at.sum(), 1000 if key == "resident" else 100)
            expected = np.maximum(level_by(total, (1e-6, 1e-5, 1e-4)), level_by(index, (1, 3, 10)))
            np.testing.assert_array_equal(upper[at], np.maximum(expected, level)[at])

    def test_substances_and_organs_add_up_at_every_receptor(self):
        scenario = self.root["scenarios"][0]
        receptors = {r["id"]: r for r in rows(current(self.output) / "tables/receptors.csv")}
        substances, organs = {}, {}
        for row in rows(current(self.output) / "tables/receptor-substances.csv"):
            substances.setdefault(row["receptor"], {})[row["pollutant"]] = row
        for row in rows(current(self.output) / "tables/receptor-organs.csv"):
            organs.setdefault(row["receptor"], {})[row["organ"]] = row
        self.assertGreater(len(substances), 20)
        for receptor, own in substances.items():
            known = {n: float(r["concentration"]) for n, r in own.items() if r["status"] == "known"}
            self.assertEqual(own["ethylene-oxide"]["status"], "not-estimable")
            names = [e["pollutant"] for e in self.root["dose_response"] if e["pollutant"] in known]
            risks, quotients = self.by_substance(scenario, known)
            for name, risk, quotient in zip(names, risks, quotients):
                self.assertAlmostEqual(float(own[name]["cancer_risk"]), risk, delta=1e-12 * risk)
                self.assertAlmostEqual(float(own[name]["hazard_quotient"]), quotient, delta=1e-12 * quotient)
            result = receptors[receptor]
            self.assertEqual([n for n, r in own.items() if r["driver"] == "1"], [result["driver"]] if result["driver"] else [])
            if result["level"] == "0":
                self.assertNotIn(receptor, organs)
                continue
            self.assertAlmostEqual(float(result["cancer_risk"]) / sum(risks), 1, places=9)
            expected = self.index_by_organ(quotients, names)
            for organ, row in organs[receptor].items():
                value = sum(quotients) if organ == "sum" else expected.get(organ, 0)
                self.assertAlmostEqual(float(row["hazard_index"]), value, delta=1e-12 * max(value, 1e-30))
            largest = [o for o, r in organs[receptor].items() if r["largest"] == "1"]
            self.assertEqual(len(largest), 1)
            self.assertAlmostEqual(float(organs[receptor][largest[0]]["hazard_index"]), float(result["hazard_index"]), places=12)

    def test_sensitivity_to_the_toxicity_library(self):
        library = {r["cas"]: r for r in rows(ROOT / "mapgen/risk/tables/dose_response.csv") if r["version"] == "HEM4"}
        share_c, _ = exposure_shares(self.root["scenarios"][0])
        cas = {e["pollutant"]: e["cas"] for e in self.root["dose_response"]}
        adjusted = {e["pollutant"]: e["ure_used"]["resident"] for e in self.root["dose_response"] if e["early_life_adjusted"]}
        own = {}
        for row in rows(current(self.output) / "tables/receptor-substances.csv"):
            if row["status"] == "known":
                ure = adjusted.get(row["pollutant"]) or number(library[cas[row["pollutant"]]]["ure_per_ug_m3"])
                own[row["receptor"]] = own.get(row["receptor"], 0) + float(row["concentration"]) * share_c * ure
        table = rows(current(self.output) / "tables/sensitivity.csv")
        variants = {v["variant"]: v for v in self.root["sensitivity"]}
        self.assertEqual(set(variants), {
            "toxicity-HEM4", "non-detects-at-zero", "non-detects-at-limit", "without-provisional"})
        for name, variant in variants.items():
            mine = [r for r in table if r["variant"] == name]
            self.assertEqual(len(mine), variant["receptors"])
            self.assertEqual(sum(r["changed"] == "1" for r in mine), variant["changed"])
            self.assertTrue(all((r["level"] != r["level_variant"]) == (r["changed"] == "1") for r in mine))
        for row in (r for r in table if r["variant"] == "toxicity-HEM4" and r["level_variant"] != "0"):
            self.assertAlmostEqual(float(row["cancer_risk_variant"]) / own[row["receptor"]], 1, places=9)
        self.assertEqual(variants["without-provisional"]["changed"], 0)
        limit = {r["receptor"]: r for r in table if r["variant"] == "non-detects-at-limit"}
        zero = {r["receptor"]: r for r in table if r["variant"] == "non-detects-at-zero"}
        both = [r for r in limit if "0" not in (limit[r]["level_variant"], zero[r]["level_variant"])]
        self.assertGreater(len(both), 10)
        at_limit = self.root["not_estimable"][0]["cancer_risk_at_detection_limit"]["resident"]
        for receptor in both:  # ethylene oxide at its limit alone lies between
            self.assertGreater(float(limit[receptor]["cancer_risk_variant"]), at_limit)
            self.assertLess(float(zero[receptor]["cancer_risk_variant"]), float(limit[receptor]["cancer_risk_variant"]))

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
