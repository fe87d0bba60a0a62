"""Tables of one's own: scenarios per job group, limits, backgrounds, levels, a version of the toxicity library; and the
layers that hang on them."""

import json
import math
import sys
import unittest
from pathlib import Path

import numpy as np
from osgeo import gdal

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ProjectTest, SampleTest, copy_project, current, manifest, run  # noqa: E402

gdal.UseExceptions()

SCENARIOS = """key,name_zh,name_en,job_group,et_h,ef_d,ed_y,area,version,source,valid_from,valid_to
loading,装卸作业人员,loader,装卸 loading,6.5,240,12,sites,2026,survey of 40 persons,2026-01-01,
loading-old,装卸作业人员(旧),loader (old),装卸 loading,8,250,25,sites,2020,survey,2020-01-01,2025-12-31
pupil,在校学生,pupil,,7,200,9,everywhere,2026,survey of 3 schools,,
"""
LEVELS = """level,name_zh,name_en,cancer_risk_min,hazard_index_min,version,source
4,红区,red,1e-4,5,own-1,district plan
3,橙区,orange,2e-5,2,own-1,district plan
2,黄区,yellow,2e-6,1,own-1,district plan
1,蓝区,blue,,,own-1,district plan
0,未知,unknown,,,own-1,
"""
LIMITS = """cas,name_zh,name_en,value,unit,averaging,applies_to,source,verified,valid_from,valid_to
71-43-2,苯,benzene,5,ug/m3,annual,ambient,EU 2008/50/EC,1,2010-01-01,2029-12-31
71-43-2,苯,benzene,3.4,ug/m3,annual,ambient,EU 2024/2881,1,2030-01-01,
71-43-2,苯,benzene,0.4,mg/m3,1h,boundary,GB 31571-2015,1,2015-07-01,
75-01-4,氯乙烯,vinyl chloride,10,ug/m3,annual,ambient,an example,0,,
"""
BACKGROUNDS = """cas,name_zh,name_en,value,unit,averaging,version,source,valid_from,valid_to
71-43-2,苯,benzene,90,ng/m3,annual,1,regional station,,
106-99-0,"1,3-丁二烯","1,3-butadiene",0.5,ug/m3,annual,1,not taken: the project declares its own,,
"""


def raster(output, layer):
    dataset = gdal.Open(str(current(output) / f"rasters/{layer}.tif"))
    band = dataset.GetRasterBand(1)
    values = band.ReadAsArray()
    if values.dtype == np.float32:
        return np.where(values == np.float32(band.GetNoDataValue()), np.nan, values.astype(np.float64))
    return values


def own_tables(folder):
    project = copy_project(folder, cell_size=200)
    for name, text in (("groups", SCENARIOS), ("levels", LEVELS), ("limits", LIMITS), ("backgrounds", BACKGROUNDS)):
        (project.parent / f"{name}.csv").write_text(text, encoding="utf-8")
    text = project.read_text(encoding="utf-8")
    for old, new in (
        ('scenarios = ["resident", "worker"]',
         'scenarios = ["pupil", "loading"]\nexposure = "groups.csv"\nlevels = "levels.csv"\nbackgrounds = "backgrounds.csv"\n'
         'dose_response_version = "HEM4"\nnot_estimable = "hatch"\nsubstance_layers = true'),
        ("background = 0.06\n", ""),
        ('representativeness = "campaign"', 'representativeness = "annual"'),
        ("[risk]", '[limits]\nfile = "limits.csv"\n\n[risk]'),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    project.write_text(text, encoding="utf-8")
    return project


class OwnTables(ProjectTest):
    @classmethod
    def setUpClass(cls):
        import tempfile

        cls.holder = tempfile.TemporaryDirectory()
        cls.project = own_tables(cls.holder.name)
        cls.output = Path(cls.holder.name) / "out"
        result = run("build", cls.project, "--output", cls.output, "--progress", "none")
        assert result.returncode == 0, result.stderr
        cls.summary = result.stdout
        cls.root = manifest(cls.output)
        cls.layers = {layer["id"]: layer for layer in cls.root["layers"]}

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def test_the_manifest_holds_the_rows_used(self):
        pupil, loading = self.root["scenarios"]
        self.assertEqual((pupil["key"], pupil["area"], pupil["age_from_y"], pupil["lifetime_y"]), ("pupil", "everywhere", 0, 70))
        self.assertEqual((loading["et_h"], loading["ef_d"], loading["ed_y"], loading["job_group"]), (6.5, 240, 12, "装卸 loading"))
        self.assertEqual((loading["source"], loading["version"], loading["valid_from"], loading["valid_to"]),
                         ("survey of 40 persons", "2026", "2026-01-01", None))
        self.assertEqual([level["cancer_risk_min"] for level in self.root["levels"]], [None, None, 2e-6, 2e-5, 1e-4])
        self.assertEqual(self.root["levels"][4]["name"], {"zh": "红区", "en": "red"})
        self.assertEqual(self.root["levels"][4]["source"], "district plan")
        pollutants = {p["key"]: p for p in self.root["pollutants"]}
        benzene = pollutants["benzene"]
        self.assertAlmostEqual(benzene["background"], 0.09)
        self.assertEqual(benzene["background_source"], "regional station")
        self.assertEqual(pollutants["butadiene"]["background"], 0.004)
        self.assertEqual([limit["value"] for limit in benzene["limits"]], [0.4, 5, 0.4])  # 3.4 holds from 2030 on
        self.assertIn("unverified", pollutants["vinyl-chloride"]["limits"][0]["source"])
        toxicity = {e["pollutant"]: e for e in self.root["dose_response"]}
        self.assertEqual(toxicity["ethylene-oxide"]["ure_per_ug_m3"], 0.005)
        self.assertTrue(all(e["version"] == "HEM4" for e in toxicity.values()))
        files = {entry["path"] for entry in self.root["inputs"]}
        self.assertLessEqual({"groups.csv", "levels.csv", "limits.csv", "backgrounds.csv"}, files)

    def test_levels_follow_the_own_cuts_and_names(self):
        for key in ("pupil", "loading"):
            level, risk, index = (raster(self.output, f"{name}-{key}") for name in ("risk-level", "cancer-risk", "hazard-index"))
            judged = (level >= 1) & (level <= 4)
            expected = np.maximum(1 + sum((risk[judged] >= cut).astype(int) for cut in (2e-6, 2e-5, 1e-4)),
                                  1 + sum((index[judged] >= cut).astype(int) for cut in (1, 2, 5)))
            np.testing.assert_array_equal(level[judged], expected)
        for name in ("risk-level", "risk-level-colourblind"):
            style = (current(self.output) / f"styles/{name}.sld").read_text(encoding="utf-8")
            self.assertIn('label="红区 / red"', style)
            self.assertNotIn("优先管控", style)
        self.assertIn("4 red", self.summary)
        self.assertIn("ethylene-oxide", self.summary)

    def test_cells_below_the_level_of_the_detection_limit_are_hatched(self):
        missing = self.root["not_estimable"][0]
        for key in ("pupil", "loading"):
            alone = missing["cancer_risk_at_detection_limit"][key]
            wanted = 1 + sum(alone >= cut for cut in (2e-6, 2e-5, 1e-4))
            self.assertGreaterEqual(wanted, 2)
            level, status = raster(self.output, "risk-level-" + key), raster(self.output, "status-" + key)
            np.testing.assert_array_equal(status == 4, (level >= 1) & (level < wanted))
            self.assertTrue((status[level == 0] == 3).all())

    def test_the_risks_of_substances_add_up(self):
        for key in ("pupil", "loading"):
            total = raster(self.output, "cancer-risk-" + key)
            parts = [raster(self.output, layer) for layer in self.layers
                     if layer.startswith("cancer-risk-") and layer.endswith("-" + key) and self.layers[layer]["pollutant"]]
            self.assertEqual(len(parts), 5)
            judged = ~np.isnan(total)
            np.testing.assert_allclose(np.nansum(parts, axis=0)[judged], total[judged], rtol=1e-6)
        quotient = raster(self.output, "hazard-quotient-epichlorohydrin-pupil")
        concentration = raster(self.output, "concentration-epichlorohydrin")
        shown = ~np.isnan(quotient)
        self.assertGreater(shown.sum(), 100)
        np.testing.assert_allclose(quotient[shown], concentration[shown] * 7 / 24 * 200 / 365 / 1, rtol=3e-7)

    def test_probability_above_the_limit_of_the_same_averaging_time(self):
        exceedance = {layer for layer in self.layers if layer.startswith("exceedance-")}
        self.assertEqual(exceedance, {"exceedance-benzene", "exceedance-vinyl-chloride"})
        layer = self.layers["exceedance-benzene"]
        self.assertEqual((layer["kind"], layer["limit"]["value"], layer["limit"]["averaging"]), ("probability", 5, "annual"))
        median, sd = raster(self.output, "concentration-benzene"), raster(self.output, "sd-benzene")
        probability = raster(self.output, "exceedance-benzene")
        np.testing.assert_array_equal(np.isnan(probability), np.isnan(median))  # nothing where nothing is known
        u = (1 + np.sqrt(1 + 4 * (sd / median) ** 2)) / 2
        z = np.log(5 / median) / np.sqrt(np.log(u))
        known = ~np.isnan(median)
        expected = np.array([0.5 * math.erfc(v / math.sqrt(2)) for v in z[known]])
        np.testing.assert_allclose(probability[known], expected, atol=2e-6)
        self.assertGreater(probability[known].max(), 0.5)

    def test_each_concentration_has_classes_of_its_own_values(self):
        for layer in self.root["layers"]:
            style = (current(self.output) / "styles" / layer["style"]).read_text(encoding="utf-8")
            self.assertIn("ColorMapEntry", style)
        benzene, chloride = (self.layers[f"concentration-{p}"]["style"] for p in ("benzene", "vinyl-chloride"))
        self.assertEqual((benzene, chloride), ("concentration-benzene.sld", "concentration-vinyl-chloride.sld"))


class WrongTables(SampleTest):
    def refused(self, table, text, key, *words):
        (self.project.parent / table).write_text(text, encoding="utf-8")
        self.change("project.toml", "[risk]\n", f"[risk]\n{key}\n")
        result = run("build", self.project, "--output", self.folder / "out", "--progress", "none")
        self.assertEqual(result.returncode, 1, result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)
        checked = run("check", self.project, "--format", "json")
        self.assertEqual(checked.returncode, 1)
        found = [f for f in json.loads(checked.stdout)["findings"] if f["severity"] == "error"]
        self.assertTrue(any(words[0] in f["found"] for f in found), found)

    def test_a_misspelt_column(self):
        self.refused("groups.csv", SCENARIOS.replace(",et_h,", ",et_hours,"), 'exposure = "groups.csv"', "column 'et_h' is missing")

    def test_too_many_hours(self):
        self.refused("groups.csv", SCENARIOS.replace("6.5", "26"), 'exposure = "groups.csv"', "column 'et_h': 26 is not allowed; at most 24")

    def test_levels_that_do_not_rise(self):
        self.refused("levels.csv", LEVELS.replace("2e-5", "1e-3"), 'levels = "levels.csv"', "column 'cancer_risk_min': level 4 begins at 0.0001")

    def test_an_unknown_unit(self):
        self.refused("backgrounds.csv", BACKGROUNDS.replace("ng/m3", "ng/m33"), 'backgrounds = "backgrounds.csv"', "column 'unit': 'ng/m33' is not allowed", "did you mean 'ng/m3'?")

    def test_an_unknown_scenario(self):
        self.change("project.toml", '"worker"]', '"worekr"]')
        result = run("build", self.project, "--output", self.folder / "out")
        self.assertEqual(result.returncode, 1)
        self.assertIn("risk.scenarios: scenario 'worekr' is not known; did you mean 'worker'?", result.stderr)

    def test_an_unknown_version_and_application(self):
        self.change("project.toml", "[risk]\n", '[limits]\napplies_to = ["clas II"]\n\n[risk]\ndose_response_version = "HEM6"\n')
        result = run("build", self.project, "--output", self.folder / "out")
        self.assertIn("limits.applies_to: 'clas II' is not known; did you mean 'class II'?", result.stderr)
        self.change("project.toml", "clas II", "class II")
        result = run("build", self.project, "--output", self.folder / "out")
        self.assertEqual(result.returncode, 1)
        self.assertIn("no row has the version 'HEM6'; did you mean 'HEM5'?", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
