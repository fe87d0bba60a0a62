"""Substances, enterprises and the network: tables and pages against an independent count, findings, releases."""

import csv
import hashlib
import io
import json
import math
import re
import sys
import time
import unittest
import zipfile
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import SAMPLES, ProjectTest, copy_project, current, manifest, run  # noqa: E402

gdal.UseExceptions()
ogr.UseExceptions()
# US EPA HEM 5: unit risk per ug/m3, reference concentration mg/m3.
TOXICITY = {
    "benzene": (7.8e-6, 0.03), "butadiene": (3e-5, 0.002), "acrylonitrile": (6.8e-5, 0.002),
    "vinyl-chloride": (8.8e-6, 0.1), "epichlorohydrin": (1.2e-6, 0.001), "ethylene-oxide": (0.004955, 0.03),
}
WEIGHT = {key: max(ure * 1000 / 2.8e-7, 3.5 / rfc) for key, (ure, rfc) in TOXICITY.items()}
CUTS = ((5.6e8, "severe"), (2.8e8, "high"), (2.8e7, "moderate"), (0, "low"))


def rows(path):
    return list(csv.DictReader(io.StringIO(Path(path).read_bytes().decode("utf-8-sig"))))


def change(project, name, old, new):
    path = project.parent / name
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def source_features(output):
    dataset = ogr.Open(str(current(output) / "vectors.gpkg"))
    return [feature.items() for feature in dataset.GetLayerByName("sources")]


def coarse(folder, idw=False):
    """An internal project: a public one withholds drafts."""
    project = copy_project(folder, cell_size=400, idw=idw)
    change(project, "project.toml", 'audience = "public"', 'audience = "internal"')
    return project


def quick(folder):
    """For tests to which the field does not matter; without variograms there are no tables of the network."""
    return coarse(folder, idw=True)


class Sample(ProjectTest):
    """One build of the sample for all that only look."""

    @classmethod
    def setUpClass(cls):
        cls.holder = ProjectTest("run")
        cls.holder.setUp()
        cls.output = cls.holder.folder / "out"
        cls.project = coarse(cls.holder.folder)
        cls.holder.build(cls.project, cls.output)
        cls.built = current(cls.output)
        cls.sources = rows(SAMPLES / "beilun-voc/sources.csv")
        cls.enterprises = {row["enterprise"]: row for row in rows(cls.built / "tables/enterprises.csv")}

    @classmethod
    def tearDownClass(cls):
        cls.holder.doCleanups()

    def page(self, enterprise):
        return json.loads((self.built / f"enterprises/{enterprise}.json").read_text(encoding="utf-8"))

    def test_hazard_and_grade_are_what_emissions_and_weights_give(self):
        hazards = {}
        for row in self.sources:
            kg = float(row["emission_t_a"]) * 1000
            hazards[row["enterprise"]] = hazards.get(row["enterprise"], 0) + kg * WEIGHT[row["pollutant"]]
        self.assertEqual(set(hazards), set(self.enterprises))
        total = sum(hazards.values())
        for key, hazard in hazards.items():
            row = self.enterprises[key]
            self.assertAlmostEqual(float(row["hazard"]) / hazard, 1, places=9)
            self.assertAlmostEqual(float(row["hazard_share"]), hazard / total, places=4)
            self.assertEqual(row["grade"], next(grade for cut, grade in CUTS if hazard >= cut), key)
            self.assertEqual(row["hazard_at_least"], "0")
            self.assertEqual(row["permit_fault_en"], "")
            self.assertEqual((row["status"], row["mark"]), ("draft", "示例数据·非真实"))
        self.assertEqual({row["grade"] for row in self.enterprises.values()}, {grade for _, grade in CUTS})

    def test_receptors_around_are_counted(self):
        plane, degrees = osr.SpatialReference(), osr.SpatialReference()
        plane.ImportFromEPSG(4550)
        degrees.ImportFromEPSG(4326)
        for reference in (plane, degrees):
            reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        to_plane = osr.CoordinateTransformation(degrees, plane)
        receptors = [to_plane.TransformPoint(float(r["lon"]), float(r["lat"]))[:2]
                     for r in rows(SAMPLES / "beilun-voc/receptors.csv")]
        places = {row["enterprise"]: (float(row["x"]), float(row["y"])) for row in self.sources}
        for key, place in places.items():
            for km in (1, 3, 5):
                expected = sum(math.dist(place, receptor) <= 1000 * km for receptor in receptors)
                self.assertEqual(int(self.enterprises[key][f"receptors_{km}km"]), expected, (key, km))
            near = self.page(key)["surroundings"]["nearest_receptors"]
            np.testing.assert_allclose([r["distance_m"] for r in near], sorted(math.dist(place, r) for r in receptors)[:5], atol=1)

    def test_codes_follow_the_rules_and_name_them(self):
        for key, row in self.enterprises.items():
            rank = ("low", "moderate", "high", "severe").index(row["grade"]) + 1
            level = int(row["area_level"] or 0)
            red = [rule for rule, holds in (("R1", rank == 4 and int(row["receptors_1km"]) > 0),
                                            ("R2", rank >= 3 and level >= 4)) if holds]
            yellow = [rule for rule, holds in (("Y1", rank >= 3), ("Y2", level >= 3)) if holds]
            self.assertEqual(row["problems"], ";".join(red + yellow), key)
            self.assertEqual(row["code"], "red" if red else "yellow" if yellow else "green", key)

    def test_substances_are_screened_with_reasons(self):
        table = {row["pollutant"]: row for row in rows(self.built / "tables/substances.csv")}
        self.assertEqual(set(table), set(TOXICITY))
        emitted = {key: sum(float(r["emission_t_a"]) for r in self.sources if r["pollutant"] == key) for key in TOXICITY}
        for key, row in table.items():
            self.assertAlmostEqual(float(row["emission_kg_a"]), 1000 * emitted[key], places=6)
            self.assertAlmostEqual(float(row["hazard"]) / (1000 * emitted[key] * WEIGHT[key]), 1, places=9)
            parts = sum(int(row["score_" + part]) for part in ("lists", "toxicity", "emission", "detection"))
            self.assertEqual(int(row["score"]), parts)
        oxide = table["ethylene-oxide"]
        self.assertEqual((oxide["stations_detected"], oxide["score_detection"], oxide["on_list"]), ("0", "0", "1"))
        self.assertIn("S4", oxide["rules"].split(";"))
        self.assertIn("cannot be ruled out", oxide["reason_en"])
        self.assertGreater(float(oxide["detection_limit_risk"]), 6e-5)
        self.assertIn("优先控制化学品名录(第一批)", table["butadiene"]["lists"])

    def test_pages_say_what_the_table_says(self):
        index = json.loads((self.built / "enterprises/index.json").read_text(encoding="utf-8"))
        self.assertEqual([e["enterprise"] for e in index["enterprises"]], list(self.enterprises))
        for entry in index["enterprises"]:
            for kind in ("json", "html"):
                raw = (self.built / "enterprises" / entry[kind]["path"]).read_bytes()
                self.assertEqual(hashlib.sha256(raw).hexdigest(), entry[kind]["sha256"])
            row, page = self.enterprises[entry["enterprise"]], self.page(entry["enterprise"])
            self.assertEqual(page["grading"]["hazard"], float(row["hazard"]))
            self.assertEqual((page["grading"]["grade"], page["grading"]["code"]), (row["grade"], row["code"]))
            self.assertEqual([p["rule"] for p in page["problems"]], [p for p in row["problems"].split(";") if p])
            self.assertEqual((page["release"]["status"], page["release"]["by"]), ("draft", None))
            self.assertEqual(page["mark"], "示例数据·非真实")
            self.assertEqual(page["findings"], [])
            self.assertRegex(page["grading"]["grade_rule_name"]["en"], "hazard (of at least|below)")
            html = (self.built / f"enterprises/{entry['enterprise']}.html").read_text(encoding="utf-8")
            for text in ("示例数据·非真实", "草案", row["permit_number"], "(虚构)", "不等于实测的区域风险"):
                self.assertIn(text, html)
            self.assertEqual(html.count('<svg class="map"'), 1)
            self.assertNotRegex(html, r"(src|href)=|https?://|@import|url\(")
        raw = (self.built / "enterprises/index.json").read_bytes()
        self.assertEqual(manifest(self.output)["enterprise_pages"]["sha256"], hashlib.sha256(raw).hexdigest())

    def test_the_control_list_gathers_every_enterprise_once(self):
        lines = rows(self.built / "tables/control-list.csv")
        listed = [key for line in lines for key in line["enterprises"].split(";")]
        self.assertEqual(sorted(listed), sorted(self.enterprises))
        for line in lines:
            members = [self.enterprises[key] for key in line["enterprises"].split(";")]
            for column, own in (("area", "zone"), ("grade", "grade"), ("industry", "industry")):
                self.assertEqual({m[own] for m in members}, {line[column]})
            self.assertEqual(int(line["red"]), sum(m["code"] == "red" for m in members))
            self.assertEqual(line["drafts"], line["n_enterprises"])
            self.assertTrue(line["measures_zh"] and line["measures_en"])
        workbook = ogr.Open(str(self.built / "tables/control-list.xlsx"))
        self.assertEqual([workbook.GetLayer(i).GetName() for i in range(2)], ["分区分级管控清单", "企业风险码"])
        sheet = [feature.items() for feature in workbook.GetLayer(0)]
        self.assertEqual([row["企业 ids"].split("; ") for row in sheet],
                         [line["enterprises"].split(";") for line in lines])
        np.testing.assert_allclose([row["危害值 hazard"] for row in sheet], [float(line["hazard"]) for line in lines],
                                   rtol=1e-14)  # GDAL writes 16 digits
        self.assertEqual({row["标记 mark"] for row in sheet}, {"示例数据·非真实"})
        self.assertEqual(workbook.GetLayer(1).GetFeatureCount(), len(self.enterprises))

    def test_a_page_shows_where_and_names_things_in_words(self):
        for number in range(1, 10):
            page = (self.built / f"enterprises/E{number}.html").read_text(encoding="utf-8")
            drawing = re.search(r'<svg class="map".*?</svg>', page, re.S).group()
            self.assertEqual(len(re.findall("<circle[^>]* stroke=\"#c62828\"", drawing)), 3, "rings of 1, 3 and 5 km")
            for text in (">1 km<", ">3 km<", ">5 km<", f">S{number}<", ">2 km<"):
                self.assertIn(text, drawing)
            self.assertNotRegex(re.sub(r"<style>.*?</style>", "", page, flags=re.S), r"class=\"(clean|error|ring|zone|land)\"")
            self.assertNotRegex(page, ">volume<|>area<|>point<")
            self.assertIn("面源(无组织)" if number < 9 else "点源(排气筒)", page)
            self.assertRegex(page, "园区</span>.*?<b><span class=\"zh\">(大榭|青峙|临港)")

    def test_the_network_tables_rank_by_what_they_say(self):
        sites = rows(self.built / "tables/network-new-sites.csv")
        self.assertEqual(len(sites), 10)
        gains = [float(s["reduction_percent"]) for s in sites]
        self.assertEqual(gains, sorted(gains, reverse=True))
        np.testing.assert_allclose(np.cumsum(gains), [float(s["total_reduction_percent"]) for s in sites], atol=0.06)
        stations = {s["id"]: (float(s["x"]), float(s["y"])) for s in rows(SAMPLES / "beilun-voc/stations.csv")}
        for site in sites:
            place = float(site["x"]), float(site["y"])
            nearest = min(stations, key=lambda s: math.dist(stations[s], place))
            self.assertEqual(nearest, site["nearest_station"])
            self.assertGreaterEqual(math.dist(stations[nearest], place), 499)
        losses = [float(s["loss_percent"]) for s in rows(self.built / "tables/network-stations.csv")]
        self.assertEqual(len(losses), len(stations))
        self.assertEqual(losses, sorted(losses))
        self.assertGreaterEqual(losses[0], 0)
        receptors = rows(self.built / "tables/network-receptors.csv")
        values = [float(r["weighted_uncertainty"]) for r in receptors]
        self.assertEqual(values, sorted(values, reverse=True))
        self.assertGreater(len(values), 20)


class Audience(ProjectTest):
    """Draft codes, and what they could be told from, never leave a public run."""

    @classmethod
    def setUpClass(cls):
        cls.holder = ProjectTest("run")
        cls.holder.setUp()
        cls.output = cls.holder.folder / "out"
        project = copy_project(cls.holder.folder, cell_size=400, idw=True)
        cls.holder.build(project, cls.output)
        assert run("sources", "release", cls.output, "E7", "--by", "王五").returncode == 0
        time.sleep(1)  # run ids have seconds
        cls.holder.build(project, cls.output)
        cls.permits = {row["id"]: row["permit_number"] for row in rows(SAMPLES / "beilun-voc/enterprises.csv")}

    @classmethod
    def tearDownClass(cls):
        cls.holder.doCleanups()

    def test_the_layer_tells_codes_that_were_released(self):
        for feature in source_features(self.output):
            self.assertEqual(feature["enterprise"], "E" + feature["id"][1:])
            told = (feature["grade"], feature["code"], feature["code_status"])
            self.assertEqual(told, ("severe", "red", "released") if feature["id"] == "S7" else (None, None, "draft"))

    def test_tables_do_so_too(self):
        told = {"enterprise", "name_zh", "name_en", "zone", "industry", "substances", "status", "status_zh", "rules_version",
                "synthetic", "mark"}
        for row in rows(current(self.output) / "tables/enterprises.csv"):
            if row["enterprise"] == "E7":
                self.assertEqual((row["grade"], row["code"], row["permit_number"]), ("severe", "red", self.permits["E7"]))
            else:
                self.assertEqual({key for key, value in row.items() if value}, told)
                self.assertEqual(row["status"], "draft")
        lines = rows(current(self.output) / "tables/control-list.csv")
        self.assertEqual([(line["enterprises"], line["red"], line["drafts"]) for line in lines], [("E7", "1", "0")])

    def test_workbooks_hold_no_draft(self):
        book = self.holder.folder / "all.xlsx"
        done = run("export", self.output, "--output", book)
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in (book, current(self.output) / "tables/control-list.xlsx"):
            with zipfile.ZipFile(path) as archive:
                text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
            self.assertIn(self.permits["E7"], text)
            for enterprise, permit in self.permits.items():
                if enterprise != "E7":
                    self.assertNotIn(permit, text)

    def test_pages_hold_no_draft(self):
        for enterprise, permit in self.permits.items():
            page = (current(self.output) / f"enterprises/{enterprise}.html").read_text(encoding="utf-8")
            if enterprise == "E7":
                for text in (permit, "红码", "已发布"):
                    self.assertIn(text, page)
            else:
                self.assertNotRegex(page, f"{permit}|红码|黄码|绿码|问题清单</span>|危害值</span>|kg/a|管控措施")
                for text in ("草案", "不公开"):
                    self.assertIn(text, page)

    def test_the_log_still_has_what_reviewers_need(self):
        self.assertRegex(run("sources", "list", self.output).stdout, r"(?m)^E6 +high +yellow +draft")


class Findings(ProjectTest):
    def check(self, project):
        result = run("check", project, "--format", "json")
        return result.returncode, json.loads(result.stdout)["findings"]

    def test_the_sample_is_clean(self):
        codes = {f["code"] for f in self.check(quick(self.folder))[1]}
        self.assertFalse(codes & {"permit-invalid", "permit-duplicate", "zone-unknown", "enterprise-unknown",
                                  "source-without-enterprise", "enterprise-without-emissions", "emission-unknown"})

    def test_faults_of_the_register_are_named(self):
        project = quick(self.folder)
        change(project, "enterprises.csv", "91000000EXAMPLE11Q001P", "91000000EXAMPLE11R001P")
        change(project, "enterprises.csv", "91000000EXAMPLE38G001P", "91000000EXAMPLE2XG001P")
        change(project, "enterprises.csv", "E4,91000000EXAMPLE46B001P,示例企业4(虚构),Example enterprise 4 (fictitious),QZ",
               "E4,,示例企业4(虚构),Example enterprise 4 (fictitious),QZZ")
        change(project, "sources.csv", "S5,E5", "S5,")
        change(project, "sources.csv", ",benzene,9,", ",benzene,,")
        code, findings = self.check(project)
        self.assertEqual(code, 0)
        found = {(f["code"], f["id"]): f for f in findings}
        wrong = found["permit-invalid", "E1"]
        self.assertEqual((wrong["file"], wrong["row"], wrong["severity"]), ("enterprises.csv", 2, "warning"))
        self.assertIn("character 18 is 'R'; by the first 17 the check character is 'Q'", wrong["found"])
        self.assertIn("校验码应为“Q”", wrong["found_zh"])
        self.assertEqual(found["permit-duplicate", "E3"]["other_id"], "E2")
        self.assertIn("is missing", found["permit-invalid", "E4"]["found"])
        self.assertIn("did you mean 'QZ'?", found["zone-unknown", "E4"]["found"])
        self.assertEqual(found["source-without-enterprise", "S5"]["file"], "sources.csv")
        self.assertIn("emission-unknown", {code for code, _ in found})
        self.build(project, self.folder / "out")
        page = json.loads((current(self.folder / "out") / "enterprises/E4.json").read_text(encoding="utf-8"))
        self.assertEqual({f["code"] for f in page["findings"]}, {"permit-invalid", "zone-unknown"})
        self.assertTrue(all(f["title"]["zh"] and f["found_zh"] and f["file"] == "enterprises.csv" for f in page["findings"]))
        html = (current(self.folder / "out") / "enterprises/E4.html").read_text(encoding="utf-8")
        self.assertIn(page["findings"][0]["title"]["zh"], html)

    def test_no_enterprise_takes_the_name_of_the_index(self):
        project = quick(self.folder)
        change(project, "enterprises.csv", "E4,", "index,")
        built = run("build", project, "--output", self.folder / "out", "--progress", "none")
        self.assertEqual(built.returncode, 1)
        self.assertRegex(built.stderr, r"enterprises\.csv.*'index' names a page too")

    def test_an_enterprise_that_nobody_knows_stops_a_build(self):
        project = quick(self.folder)
        change(project, "sources.csv", "S1,E1", "S1,F1")
        code, findings = self.check(project)
        self.assertEqual(code, 1)
        self.assertIn("enterprise-unknown", {f["code"] for f in findings if f["severity"] == "error"})
        built = run("build", project, "--output", self.folder / "out", "--progress", "none")
        self.assertEqual(built.returncode, 1)
        self.assertRegex(built.stderr, r"sources\.csv, row 2: 'S1' names enterprise 'F1', which is not in the register; did you mean 'E1'\?")

    def test_what_is_not_known_is_never_green(self):
        project = quick(self.folder)
        text = (project.parent / "project.toml").read_text(encoding="utf-8")
        (project.parent / "project.toml").write_text(re.sub(r"\n\[weather\]\n(.+\n)+", "\n", text), encoding="utf-8")
        change(project, "sources.csv", ",epichlorohydrin,2,", ",epichlorohydrin,,")  # E4's only amount
        change(project, "sources.csv", ",butadiene,0.8,", ",unheard-of,0.8,")
        change(project, "enterprises.csv", "E9,", "E9b,91000000EXAMPLE97K001P,示例企业9b,,LG,2614\nE9,")
        self.build(project, self.folder / "out")
        table = {row["enterprise"]: row for row in rows(current(self.folder / "out") / "tables/enterprises.csv")}
        self.assertEqual((table["E4"]["grade"], table["E4"]["code"]), ("unknown", "yellow"))
        self.assertIn("Y4", table["E4"]["problems"].split(";"))
        self.assertEqual((table["E9b"]["grade"], table["E9b"]["code"]), ("unknown", "yellow"))
        self.assertIn("Y5", table["E1"]["problems"].split(";"))
        self.assertEqual(table["E1"]["hazard_at_least"], "1")
        page = (current(self.folder / "out") / "enterprises/E4.html").read_text(encoding="utf-8")
        self.assertIn("未定级", page)

    def test_rules_of_ones_own_and_their_faults(self):
        project = quick(self.folder)
        header = "version,kind,rule,result,quantity,at_least,name_zh,name_en,source\n"
        rules = project.parent / "rules.csv"
        rules.write_text(header + "mine,grade,A,severe,hazard,1,全部,all,here\nmine,code,B,red,grade,4,重大,severe,here\n",
                         encoding="utf-8")
        change(project, "project.toml", 'file = "enterprises.csv"', 'file = "enterprises.csv"\nrules = "rules.csv"')
        self.build(project, self.folder / "out")
        table = rows(current(self.folder / "out") / "tables/enterprises.csv")
        self.assertEqual({(r["grade"], r["code"], r["problems"], r["rules_version"]) for r in table},
                         {("severe", "red", "B", "mine")})
        self.assertIn("rules.csv", [entry["path"] for entry in manifest(self.folder / "out")["inputs"]])
        rules.write_text(header + "mine,code,B,red,grad,4,重大,severe,here\n", encoding="utf-8")
        built = run("build", project, "--output", self.folder / "out", "--progress", "none")
        self.assertEqual(built.returncode, 1)
        self.assertRegex(built.stderr, r"rules\.csv, row 2, column 'quantity': 'grad' is not known; did you mean 'grade'\?")


class Releases(ProjectTest):
    def state(self, output, enterprise):
        return json.loads((current(output) / f"enterprises/{enterprise}.json").read_text(encoding="utf-8"))["release"]

    def test_a_release_is_logged_outside_the_run_and_holds_while_the_code_does(self):
        project, output = quick(self.folder), self.folder / "out"
        self.build(project, output)
        first = manifest(output)["id"]
        before = {p: p.read_bytes() for p in (current(output).resolve() / "enterprises").iterdir()}

        missing = run("sources", "release", output, "E77", "--by", "王五")
        self.assertEqual(missing.returncode, 1)
        self.assertIn("enterprise 'E77' is not in this run", missing.stderr)
        self.assertEqual(run("sources", "release", output, "E7", "--by", " ").returncode, 2)
        self.assertFalse((output / "releases.csv").exists())

        done = run("sources", "release", output, "E7", "--by", "王五", "--note", '现场核实, "无误"')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({p: p.read_bytes() for p in before}, before)
        log = rows(output / "releases.csv")
        self.assertEqual([(e["run"], e["enterprise"], e["action"], e["by"], e["note"]) for e in log],
                         [(first, "E7", "release", "王五", '现场核实, "无误"')])
        listed = run("sources", "list", output).stdout
        self.assertRegex(listed, r"(?m)^E7 .* released by 王五 ")
        self.assertRegex(listed, r"(?m)^E1 .* draft")

        time.sleep(1)  # run ids have seconds
        self.build(project, output)
        state = self.state(output, "E7")
        self.assertEqual((state["status"], state["by"], state["run"]), ("released", "王五", first))
        self.assertEqual(self.state(output, "E1")["status"], "draft")
        self.assertIn("releases.csv", [entry["path"] for entry in manifest(output)["inputs"]])
        status = {feature["id"]: feature["code_status"] for feature in source_features(output)}
        self.assertEqual((status["S7"], status["S1"]), ("released", "draft"))
        lines = {line["enterprises"]: line for line in rows(current(output) / "tables/control-list.csv")}
        self.assertEqual([line["drafts"] for key, line in lines.items() if key == "E7"], ["0"])

        change(project, "sources.csv", ",butadiene,5,", ",butadiene,0.005,")
        change(project, "sources.csv", ",acrylonitrile,2,", ",acrylonitrile,0.002,")
        time.sleep(1)
        self.build(project, output)
        state = self.state(output, "E7")
        self.assertEqual((state["status"], state["changed_since_release"]), ("draft", True))
        self.assertIn("需重新审核", (current(output) / "enterprises/E7.html").read_text(encoding="utf-8"))

        earlier = (output / "releases.csv").read_bytes()
        withdrawn = run("sources", "withdraw", output, "E7", "--by", "赵六")
        self.assertEqual(withdrawn.returncode, 0, withdrawn.stderr)
        self.assertTrue((output / "releases.csv").read_bytes().startswith(earlier))
        self.assertRegex(run("sources", "list", output).stdout, r"(?m)^E7 .* draft(?! ,)")

    def test_a_damaged_log_is_refused(self):
        project, output = quick(self.folder), self.folder / "out"
        output.mkdir()
        (output / "releases.csv").write_text("time,run,enterprise,action,code,grade,digest,by,note\n,,E1,relase,,,,,\n")
        built = run("build", project, "--output", output, "--progress", "none")
        self.assertEqual(built.returncode, 1)
        self.assertIn("'relase' is not an action; allowed: release, withdraw", built.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
