"""mapgen check on the sample and on copies of it with one thing changed: what it finds, how it ends, what it writes."""

import csv
import html.parser
import json
import math
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from projects import SAMPLES, SampleTest, copy_project, manifest, run  # noqa: E402

# What is wrong with the annex's berths, settled by hand from its text and a chart.
FAULTS = {
    ("coordinate-inland", "B15"),
    ("coordinate-coarse", "B16"), ("coordinate-coarse", "B31"), ("coordinate-coarse", "B32"),
    ("coordinate-outlier", "B02"), ("coordinate-outlier", "B04"),
    ("coordinate-near-duplicate", "B21"), ("coordinate-near-duplicate", "B25"),
    ("coordinate-shared", "B20"), ("coordinate-shared", "B26"), ("coordinate-shared", "B33"),
    ("unit-mixed", None), ("count-mismatch", None),
    *(("coordinate-outside", f"B{n:02}") for n in range(6, 14)),
    *(("date-before-plan", b) for b in ("B01", "B14", "B15", "B17", "B18", "B20", "B21", "B33")),
}


def gcj02(lon, lat):
    """GCJ-02 of a WGS 84 position, written apart from the program's own."""
    axis, e2, pi, sin = 6378245.0, 0.00669342162296594323, math.pi, math.sin
    x, y = lon - 105, lat - 35
    wave = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    north = (-100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + 2 / 3 * (
        wave + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30)))
    east = (300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + 2 / 3 * (
        wave + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30)))
    w2 = 1 - e2 * sin(math.radians(lat)) ** 2
    return (lon + math.degrees(east / (axis / math.sqrt(w2) * math.cos(math.radians(lat)))),
            lat + math.degrees(north / (axis * (1 - e2) / w2 ** 1.5)))


def bd09(lon, lat):
    x, y = gcj02(lon, lat)
    k = math.pi * 3000 / 180
    radius = math.hypot(x, y) + 0.00002 * math.sin(y * k)
    angle = math.atan2(y, x) + 0.000003 * math.cos(x * k)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006


def degrees(text):
    """The annex's notations: up to three numbers with marks between them."""
    for mark in "°'\"NE":
        text = text.replace(mark, " ")
    return sum(float(part) / 60 ** i for i, part in enumerate(text.split()))


class Check(SampleTest):
    def findings(self, code=0, project=None):
        result = run("check", project or self.project, "--format", "json")
        self.assertEqual(result.returncode, code, result.stderr)
        return json.loads(result.stdout)["findings"]

    def error(self, finding_code, *fragments):
        """Exactly one kind of error is found; its finding."""
        before = self.listing()
        result = run("check", self.project, "--format", "json")
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(self.listing(), before, "something was written")
        errors = [f for f in json.loads(result.stdout)["findings"] if f["severity"] == "error"]
        self.assertEqual([f["code"] for f in errors], [finding_code], errors)
        for fragment in fragments:
            self.assertIn(fragment, errors[0]["found"])
            self.assertIn(fragment, result.stderr)
        return errors[0]

    def listing(self):
        return sorted((str(p), p.stat().st_mtime_ns) for p in self.folder.rglob("*"))

    def berth_table(self, change):
        path = self.project.parent / "berths.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            change(row)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)


class Sample(Check):
    @classmethod
    def setUpClass(cls):
        result = run("check", SAMPLES / "beilun-voc" / "project.toml", "--format", "json")
        cls.found = json.loads(result.stdout)["findings"]

    def test_every_fault_of_the_annex_and_no_other(self):
        berths = [f for f in self.found if f["file"] == "berths.csv"]
        self.assertEqual({(f["code"], f["id"]) for f in berths}, FAULTS)
        self.assertEqual(len(berths), len(FAULTS))
        self.assertEqual({f["severity"] for f in berths}, {"warning"})

    def test_reasons(self):
        found = {(f["code"], f["id"]): f for f in self.found}
        for key, fragment in {
            ("coordinate-inland", "B15"): "3.95 km from the shore",
            ("coordinate-coarse", "B16"): "B17 413 m",
            ("coordinate-coarse", "B31"): "decimal-minutes",
            ("coordinate-near-duplicate", "B21"): "B21/B27: only 163 m",
            ("coordinate-near-duplicate", "B25"): "B25/B29: only 244 m",
            ("coordinate-shared", "B33"): "5 berths",
            ("coordinate-outlier", "B04"): "3.63 km from the nearest",
            ("coordinate-outside", "B09"): "belongs to 象山县",
            ("unit-mixed", None): "5 units",
            ("count-mismatch", None): "对外启用 19",
        }.items():
            self.assertIn(fragment, found[key]["found"])
        self.assertEqual(found["coordinate-inland", "B15"]["row"], 16)
        self.assertIn("20", found["count-mismatch", None]["expected"])

    def test_every_finding_is_complete(self):
        for finding in self.found:
            self.assertLessEqual({"severity", "code", "file", "row", "id", "name", "found", "expected", "advice"},
                                 finding.keys())
            for key in ("code", "file", "found", "found_zh"):
                self.assertTrue(finding[key], finding)

    def test_the_ambient_sample_is_clean(self):
        findings = self.findings(project=SAMPLES / "ningbo-ambient" / "project.toml")
        self.assertEqual({f["severity"] for f in findings}, {"info"})
        self.assertEqual([f["id"] for f in findings if f["code"] == "station-without-data"], ["1237A"])

    def test_a_shifted_table_is_recognised_and_a_declared_one_is_not_suspected(self):
        for name, shift in (("GCJ-02", gcj02), ("BD-09", bd09)):
            with self.subTest(name):
                self.project = copy_project(self.folder / name)

                def move(row, shift=shift):
                    lon, lat = shift(degrees(row["lon_text"]), degrees(row["lat_text"]))
                    row["lon_text"], row["lat_text"] = f"{lon:.7f}", f"{lat:.7f}"

                self.berth_table(move)
                suspects = [f for f in self.findings() if f["code"] == "datum-suspect"]
                self.assertEqual(len(suspects), 1)
                self.assertIn(f"look like {name}", suspects[0]["found"])
                self.assertEqual((suspects[0]["file"], suspects[0]["severity"]), ("berths.csv", "warning"))
                self.change("project.toml", 'file = "berths.csv"\ncrs = "EPSG:4326"', f'file = "berths.csv"\ncrs = "{name}"')
                codes = {(f["code"], f["id"]) for f in self.findings() if f["file"] == "berths.csv"}
                coarse = {fault for fault in FAULTS if fault[0] == "coordinate-coarse"}  # seven decimals now
                self.assertEqual(codes, FAULTS - coarse)

    def test_stations_in_bd09_are_recognised_by_known_points(self):
        self.project = copy_project(self.folder / "ambient", "ningbo-ambient", 500)
        path = self.project.parent / "stations.csv"
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["lon"], row["lat"] = bd09(float(row["lon"]), float(row["lat"]))
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        self.assertIn("look like BD-09", [f["found"] for f in self.findings() if f["code"] == "datum-suspect"][0])


class Faults(Check):
    def test_an_unparsed_coordinate_does_not_hide_the_others(self):
        self.change("berths.csv", "29°53'39.60\"\"N", "29°73'39.60\"\"N")
        finding = self.error("coordinate-unparsed", "minutes are 73, below 60 is allowed")
        self.assertEqual((finding["file"], finding["row"]), ("berths.csv", 2))
        self.assertIn(("coordinate-inland", "B15"), {(f["code"], f["id"]) for f in self.findings(1)})

    def test_wrong_column(self):
        self.change("receptors.csv", "lon,", "lnog,")
        self.assertIsNone(self.error("input-invalid", "'lon' and 'lat'")["row"])

    def test_wrong_unit(self):
        self.change("observations.csv", "ug/m3", "ug/m33")
        self.assertEqual(self.error("input-invalid", "ug/m33", "did you mean 'ug/m3'?")["row"], 2)

    def test_text_in_a_number(self):
        self.change("observations.csv", ",6.88,", ",6.88?,")
        self.assertEqual(self.error("input-invalid", "'6.88?' is not a number")["row"], 2)

    def test_text_in_a_coordinate(self):
        self.change("receptors.csv", "121.838567", "121.83x567")
        self.assertEqual(self.error("coordinate-unparsed", "121.83x567")["row"], 2)

    def test_a_refused_station_does_not_make_its_records_wrong(self):
        self.change("stations.csv", "400211.9", "400211o9")
        self.error("coordinate-unparsed", "stations.csv, row 2")

    def test_coordinate_outside_the_area(self):
        self.change("stations.csv", "400211.9", "40400211.9")
        finding = self.error("coordinate-outside", "outside the map")
        self.assertEqual(finding["id"], "DX01")
        self.assertIn("zone 40", finding["advice"])

    def test_receptor_on_the_other_side_of_the_world(self):
        self.change("receptors.csv", "121.838567,29.89224", "29.89224,21.838567")
        self.assertEqual(self.error("coordinate-outside", "outside the map")["id"], "R001")

    def test_missing_file(self):
        (self.project.parent / "receptors.csv").unlink()
        self.error("input-invalid", "receptors.csv: cannot be read")

    def test_missing_land(self):
        (self.project.parent / "land.geojson").unlink()
        self.error("input-invalid", "land.geojson")

    def test_duplicate_ids(self):
        self.change("stations.csv", "DX02,", "DX01,")
        self.error("input-invalid", "'DX01' stands there a second time")

    def test_unknown_substance(self):
        self.change("project.toml", 'cas = "71-43-2"', 'cas = "71-43-3"')
        self.error("substance-unknown", "71-43-3")

    def test_misspelt_key(self):
        self.change("project.toml", "cell_size_m =", "cell_sze_m =")
        result = run("check", self.project)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, "")
        self.assertIn("did you mean 'cell_size_m'?", result.stderr)

    def test_unknown_crs(self):
        self.change("project.toml", 'file = "receptors.csv"\ncrs = "EPSG:4326"', 'file = "receptors.csv"\ncrs = "EPSG:43266"')
        self.error("input-invalid", "EPSG:43266")

    def test_usage(self):
        for arguments in (["check"], ["check", self.project, "--format", "jsn"], ["check", self.project, "--formt", "json"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(result.stdout, "")
            self.assertNotEqual(result.stderr, "")
        self.assertIn("did you mean 'json'?", run("check", self.project, "--format", "jsn").stderr)


class Reports(Check):
    def test_text_shows_severity_code_place_and_both_languages(self):
        result = run("check", self.project)
        self.assertEqual(result.returncode, 0)
        for part in ("示例数据·非真实", "warning [coordinate-inland] berths.csv:16: B15", "位于陆上", "0 errors,"):
            self.assertIn(part, result.stdout)

    def test_output_goes_to_the_file_and_nowhere_else(self):
        before = self.listing()
        report = self.folder / "检查 报告.json"
        result = run("check", self.project, "--format", "json", "--output", report)
        self.assertEqual((result.returncode, result.stdout), (0, ""))
        self.assertTrue(json.loads(report.read_text(encoding="utf-8"))["synthetic"])
        after = [entry for entry in self.listing() if entry[0] != str(report)]
        self.assertEqual([e for e in after if e[0] != str(self.folder)], [e for e in before if e[0] != str(self.folder)])
        self.assertEqual(run("check", self.project, "--output", self.folder / "no" / "folder").returncode, 1)

    def test_page_is_whole_by_itself(self):
        page = run("check", self.project, "--format", "html").stdout
        open_tags = []

        class Balanced(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                if tag not in ("meta", "input", "path"):
                    open_tags.append(tag)
                for key, value in attributes:
                    if key in ("src", "href"):
                        raise AssertionError(f"{tag} refers to {value}")

            def handle_startendtag(self, tag, attributes):
                pass

            def handle_endtag(self, tag):
                if tag != "path":
                    assert open_tags.pop() == tag, tag

        Balanced().feed(page)
        self.assertEqual(open_tags, [])
        self.assertEqual(page.count("<li "), len(self.findings()))
        for part in ('<svg id="map"', '全部类型', '位于内陆', '另有8个点在图幅以外', 'class="zone"', 'class="land"', 'data-place="berths.csv:16"', "位于陆上", "示例数据·非真实"):
            self.assertIn(part, page)

    def test_weather_is_read_and_drawn(self):
        self.assertIn("<figure class=\"rose\">", run("check", self.project, "--format", "html").stdout)
        weather = self.project.parent / "weather.csv"
        good = weather.read_text(encoding="utf-8")
        self.assertFalse([f for f in self.findings() if f["file"] == "weather.csv"])
        lines = [line.split(",") for line in good.splitlines()]
        fast = [",".join([d, str(float(u) * 3.6), s, f]) for d, u, s, f in lines[1:]]
        weather.write_text("\n".join([",".join(lines[0]), *fast]) + "\n", encoding="utf-8")
        self.assertEqual([f["code"] for f in self.findings() if f["file"] == "weather.csv"], ["weather-speed"])
        radians = [f"{math.radians(float(d)):.4f},{u},{s}" for d, u, s, f in lines[1:]]
        weather.write_text("wind_from_deg,wind_speed_m_s,stability\n" + "\n".join(radians) + "\n", encoding="utf-8")
        self.assertEqual([f["code"] for f in self.findings() if f["file"] == "weather.csv"], ["weather-direction"])
        hours = [f"{d},{0.2 if i % 3 else 3},{s}" for i, (d, u, s, f) in enumerate(lines[1:])]
        weather.write_text("wind_from_deg,wind_speed_m_s,stability\n" + "\n".join(hours) + "\n", encoding="utf-8")
        self.assertEqual([f["code"] for f in self.findings() if f["file"] == "weather.csv"], ["weather-calm"])
        weather.write_text(good.replace("0,4.5,D,0.036", "0,4.5,D,-0.036", 1), encoding="utf-8")
        finding = next(f for f in self.findings(code=1) if f["file"] == "weather.csv")
        self.assertEqual((finding["severity"], finding["code"]), ("error", "input-invalid"))
        self.assertRegex(finding["found"], r"row 2, column 'frequency': -0\.036")
        weather.write_text(good, encoding="utf-8")
        self.change("sources.csv", "0.158549", "-0.158549")
        self.assertRegex(next(f for f in self.findings(code=1) if f["severity"] == "error")["found"],
                         r"column 'emission_g_s': -0\.158549")

    def test_names_are_escaped(self):
        self.change("berths.csv", "穿山港区宁波海湾重工码头", "<script>alert(1)</script>&")
        page = run("check", self.project, "--format", "html").stdout
        self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;&amp;", page)


class Build(Check):
    def test_a_build_carries_the_findings_and_stops_at_an_error(self):
        output = self.folder / "out"
        self.build(self.project, output)
        def key(finding):  # a synthetic run stores no names
            return finding["code"], finding["file"], finding["row"], finding["id"]

        stored = {key(f) for f in manifest(output)["findings"]}
        self.assertEqual({key(f) for f in self.findings()} - stored, set())  # a build may add what only it can see
        with open(output / "current" / "tables" / "berths.csv", encoding="utf-8-sig", newline="") as file:
            berths = {row["id"]: row["findings"] for row in csv.DictReader(file)}
        self.assertEqual(berths["B15"], "coordinate-inland;date-before-plan")
        self.assertEqual(berths["B27"], "coordinate-near-duplicate")
        self.assertEqual(berths["B03"], "")
        self.change("receptors.csv", "121.838567,29.89224", "29.89224,21.838567")
        other = self.folder / "other"
        result = run("build", self.project, "--output", other, "--progress", "none")
        self.assertEqual(result.returncode, 1)
        self.assertIn("receptors.csv, row 2: 'R001' lies", result.stderr)
        self.assertFalse(other.exists(), "something was written")


if __name__ == "__main__":
    unittest.main(verbosity=2)
