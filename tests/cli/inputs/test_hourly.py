"""The Ningbo sample built from hourly records of one's own: wide and long files, the rule of capture, what is reported."""

import csv
import datetime
import json
import sys
import unittest
from pathlib import Path

from osgeo import gdal

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from projects import ProjectTest, copy_project, current, manifest, run  # noqa: E402

gdal.UseExceptions()
STATIONS = ["区环保大楼", "万里学院", "龙赛医院", "钱湖水厂", "太古小学", "市环境监测中心", "万里国际学校", "定海檀枫", "普陀东港", "临城新区"]
SUBSTANCES = {"pm25": "pm25", "pm10": "pm10", "no2": "no2", "so2": "so2", "co": "co_mg", "o3": "o3_1h"}
FIRST = datetime.datetime(2020, 3, 26)


def value(station, hour, substance):
    """Of the hour that ends `hour` hours after the first midnight."""
    level = 5 + 3 * STATIONS.index(station) + list(SUBSTANCES).index(substance)
    return round((level + hour % 24) / (100 if substance == "co" else 1), 3)


def hours_of(station):
    """48 hours, but 20 at one station."""
    return range(1, 21 if station == "龙赛医院" else 49)


class Hourly(ProjectTest):
    def setUp(self):
        super().setUp()
        self.project = copy_project(self.folder, "ningbo-ambient", 1000).parent / "hourly.toml"
        text = self.project.read_text(encoding="utf-8").replace("cell_size_m = 200", "cell_size_m = 1000")
        text = text.replace("end = 2020-04-08 }", "end = 2020-03-27 }").replace("capture_percent = 30", "capture_percent = 75")
        self.project.write_text(text, encoding="utf-8")
        self.file = self.project.parent / "hourly.csv"

    def change(self, old, new):
        text = self.project.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.project.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write(self, header, rows):
        with open(self.file, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])

    def write_wide(self, change=lambda row: row):
        rows = []
        for station in STATIONS:
            for hour in hours_of(station):
                stamp = FIRST + datetime.timedelta(hours=hour)
                rows.append(change(["宁波", stamp.strftime("%Y%m%d"), stamp.hour, station,
                                    *(value(station, hour, s) for s in SUBSTANCES)]))
        rows += [["宁波", "20200326", hour, name, *["NaN"] * 6] for hour in range(1, 9) for name in ("三江中学", "市政管理站")]
        self.write(["city", "date", "hour", "station", *SUBSTANCES.values()], rows)

    def write_long(self):
        rows = []
        for station in reversed(STATIONS):
            for hour in hours_of(station):
                stamp = FIRST + datetime.timedelta(hours=hour)
                for substance in SUBSTANCES:
                    number, unit = value(station, hour, substance), "ug/m3"
                    if substance == "co":
                        unit = "mg/m3"
                    rows.append([station, stamp.strftime("%Y-%m-%dT%H:%M:%S+08:00"), substance, number, unit])
        self.write(["监测点位", "监测时间", "监测项目", "浓度", "单位"], rows)
        text = self.project.read_text(encoding="utf-8")
        start, end = text.index("\n[observations.values]\n"), text.index("# 4 km:")
        self.project.write_text(text[:start] + text[end:], encoding="utf-8")

    def rasters(self, name):
        self.build(self.project, self.folder / name)
        return {p.name: p.read_bytes() for p in sorted((current(self.folder / name) / "rasters").glob("*.tif"))}

    def table(self, name="out", file="stations"):
        with open(current(self.folder / name) / "tables" / f"{file}.csv", encoding="utf-8-sig", newline="") as source:
            return list(csv.DictReader(source))

    def test_wide_and_long_give_the_same_map_and_means_that_can_be_recomputed(self):
        self.write_wide()
        wide = self.rasters("out")
        rows = {(row["station"], row["pollutant"]): row for row in self.table()}
        pm25 = rows["1234A", "pm25"]
        values = sorted(value("区环保大楼", hour, "pm25") for hour in range(1, 49))
        self.assertAlmostEqual(float(pm25["value"]), sum(values) / 48, places=9)
        self.assertEqual((float(pm25["minimum"]), float(pm25["maximum"])), (values[0], values[-1]))
        self.assertAlmostEqual(float(pm25["p50"]), (values[23] + values[24]) / 2, places=9)
        self.assertAlmostEqual(float(pm25["p95"]), values[44] + 0.65 * (values[45] - values[44]), places=9)
        self.assertEqual((pm25["n_values"], pm25["capture_percent"], pm25["used"]), ("48", "100.0", "1"))
        self.assertEqual((pm25["first"], pm25["last"], pm25["seasons"]), ("2020-03-26", "2020-03-27", "spring"))
        # O3: stamps 1 to 24 hold 1..23 and 0 more than the level; the largest mean is that of 16 to 23 o'clock.
        self.assertAlmostEqual(float(rows["1234A", "o3"]["value"]), 5 + 5 + 19.5, places=9)
        self.assertEqual(rows["1234A", "o3"]["n_values"], "2")
        self.assertEqual(rows["1234A", "co"]["unit"], "mg/m3")
        self.assertAlmostEqual(float(rows["1234A", "co"]["value"]), 0.205, places=9)
        few = rows["1236A", "pm25"]
        self.assertEqual((few["used"], few["capture_percent"]), ("0", "41.7"))
        self.assertIn("41.7 %", few["reason_en"])
        self.assertEqual(rows["1237A", ""]["reason_zh"], "没有有效数据")
        self.write_long()
        self.assertEqual(self.rasters("long"), wide)

    def test_manifest_and_layers_say_what_they_rest_on(self):
        self.write_wide()
        self.build(self.project, self.folder / "out")
        pm25 = manifest(self.folder / "out")["pollutants"][0]
        self.assertEqual(pm25["representativeness"], "short-term")
        averaging = pm25["averaging"]
        self.assertEqual((averaging["resolution"], averaging["capture_percent_required"], averaging["n_stations"],
                          averaging["n_stations_used"], averaging["n_samples"]), ("hourly", 75, 10, 9, 9 * 48))
        self.assertEqual((averaging["first"], averaging["last"]), ("2020-03-26", "2020-03-27"))
        layer = gdal.Open(str(current(self.folder / "out") / "rasters" / "concentration-pm25.tif"))
        metadata = layer.GetMetadata()
        self.assertEqual((metadata["REPRESENTATIVENESS"], metadata["N_STATIONS"], metadata["N_SAMPLES"]), ("short-term", "9", "432"))
        # Days are compared with limits on a day, hours with those on an hour.
        averages = {(row["pollutant"], row["averaging"]): row for row in self.table(file="exceedances") if row["station"] == "1234A"}
        self.assertEqual(averages["pm25", "24h"]["records"], "2")
        self.assertEqual(averages["no2", "1h"]["records"], "48")
        self.assertEqual(averages["o3", "daily-max-8h"]["records"], "2")

    def test_check_reports_what_was_left_out(self):
        self.write_wide()
        found = json.loads(run("check", self.project, "--format", "json").stdout)["findings"]
        self.assertFalse([f for f in found if f["severity"] == "error"])
        codes = {(f["code"], f["id"]): f for f in found}
        self.assertIn("1236A", codes["data-too-few", "pm25"]["found"])
        self.assertIn("48 missing", codes["records-treated", None]["found"])
        self.assertIn("8 of stations that the project ignores", codes["records-treated", None]["found"])
        self.assertIn(("station-without-data", "1237A"), codes)

    def test_negative_values_by_rule(self):
        def noisy(row):
            return [*row[:4], -0.5, *row[5:]] if row[3] == "区环保大楼" and row[2] == 3 else row

        self.write_wide(noisy)
        result = run("build", self.project, "--output", self.folder / "bad", "--progress", "none")
        self.assertEqual(result.returncode, 1)
        for part in ("hourly.csv, row 4", "-0.5", "at least 0", 'negative = "zero"'):
            self.assertIn(part, result.stderr)
        means = {}
        for rule in ("zero", "keep"):
            self.project.write_text(self.project.read_text(encoding="utf-8").replace(
                'stamp = "end"', f'negative = "{rule}"\nstamp = "end"', 1).replace('negative = "zero"\nnegative', "negative"),
                encoding="utf-8")
            self.text = self.project.read_text(encoding="utf-8")
            self.build(self.project, self.folder / rule)
            (row,) = [r for r in self.table(rule) if (r["station"], r["pollutant"]) == ("1234A", "pm25")]
            means[rule] = float(row["value"])
            self.assertEqual(row["n_negative"], "2")
            self.project.write_text(self.text.replace(f'negative = "{rule}"\n', ""), encoding="utf-8")
        self.assertAlmostEqual(means["zero"] - means["keep"], 1 / 48, places=9)

    def test_what_cannot_be_meant_is_refused(self):
        self.write_wide()
        for old, new, fragment in (
                ('pm25 = { unit = "ug/m3" }', 'pm25 = { unit = "ug" }', "unit 'ug' is not known"),
                ('pm25 = { unit = "ug/m3" }', 'pm25 = { column = "pm2.5", unit = "ug/m3" }', "did you mean 'pm25'?"),
                ('pm25 = { unit = "ug/m3" }', 'pm52 = { unit = "ug/m3" }', "did you mean 'pm25'?"),
                ('o3 = { column = "o3_1h", unit = "ug/m3" }', 'o3 = { column = "o3_1h", unit = "ppb" }', "molar mass of 'o3'"),
                ('resolution = "hourly"', 'resolution = "daily"', "mean_of"),
                ("capture_percent = 75", "min_samples = 5", "capture_percent is the rule there")):
            with self.subTest(new):
                text = self.project.read_text(encoding="utf-8")
                self.change(old, new)
                result = run("build", self.project, "--output", self.folder / "bad", "--progress", "none")
                self.assertEqual(result.returncode, 1, result.stderr)
                self.assertIn(fragment, result.stderr)
                self.project.write_text(text, encoding="utf-8")

    def test_mixing_ratios_by_the_cas_number(self):
        self.write_wide()
        self.change('o3 = { column = "o3_1h", unit = "ug/m3" }', 'o3 = { column = "o3_1h", unit = "ppb" }')
        self.change('key = "o3"', 'key = "o3"\ncas = "10028-15-6"')
        self.build(self.project, self.folder / "out")
        (row,) = [r for r in self.table() if (r["station"], r["pollutant"]) == ("1234A", "o3")]
        self.assertAlmostEqual(float(row["value"]), 29.5 * 47.997 / 24.465, places=2)


if __name__ == "__main__":
    unittest.main(verbosity=2)
