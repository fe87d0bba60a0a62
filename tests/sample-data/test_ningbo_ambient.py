"""The Ningbo sample: what tabulate.py makes of hours, and that the committed tables hold together."""

import csv
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample-data" / "ningbo-ambient"
COLUMNS = "city,date,hour,station,aqi,level,primary,pm25,pm10,co_mg,no2,o3_1h,o3_8h,so2"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def hour(day, number, pm25="10", o3_8h="50", station="龙赛医院"):
    return f"宁波,{day},{number:02d},{station},1,优,NaN,{pm25},20,0.5,30,40,{o3_8h},5"


def tabulate(lines, status=0):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "hours.csv"
        source.write_text("\n".join([COLUMNS, *lines]) + "\n", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, SAMPLE / "tabulate.py", source, "--output", folder, "--start", "2020-04-01", "--end", "2020-04-02"],
            capture_output=True, text=True,
        )
        assert done.returncode == status, done.stderr
        if status:
            return done.stderr
        return rows_of(pathlib.Path(folder) / "observations.csv"), rows_of(pathlib.Path(folder) / "period.csv")


def find(rows, pollutant, station="1236A"):
    return [row for row in rows if (row["station"], row["pollutant"]) == (station, pollutant)]


class Tabulate(unittest.TestCase):
    def test_midnight_belongs_to_the_day_before(self):
        lines = [hour("20200401", h) for h in range(1, 24)] + [hour("20200402", 0, pm25="34"), hour("20200402", 1)]
        first, second = find(tabulate(lines)[0], "pm25")
        self.assertEqual((first["period_start"], first["value"], first["n_samples"]), ("2020-04-01", "11.0", "24"))
        self.assertEqual((first["valid"], first["valid_gb3095"]), ("1", "1"))
        self.assertEqual((second["period_start"], second["n_samples"], second["valid"]), ("2020-04-02", "1", "0"))

    def test_a_day_of_twelve_hours_is_mapped_but_not_valid_by_the_standard(self):
        (row,) = find(tabulate([hour("20200401", h) for h in range(6, 18)])[0], "pm25")
        self.assertEqual((row["valid"], row["valid_gb3095"]), ("1", "0"))

    def test_eight_hour_ozone_leaves_out_the_first_seven_stamps(self):
        lines = [hour("20200401", h, o3_8h="200" if h < 8 else str(60 + h)) for h in range(1, 24)]
        (row,) = find(tabulate(lines)[0], "o3")
        self.assertEqual((row["value"], row["n_samples"], row["statistic"]), ("83", "16", "daily-max-8h"))

    def test_missing_values_are_not_zero(self):
        lines = [hour("20200401", h, pm25="NaN" if h % 2 else "8") for h in range(1, 24)]
        observations, period = tabulate(lines)
        self.assertEqual(find(observations, "pm25")[0]["value"], "8.0")
        self.assertEqual(find(period, "pm25")[0]["n_values"], "11")
        self.assertEqual(find(period, "pm25", "1237A")[0]["mean"], "")

    def test_faults_name_file_line_and_value(self):
        self.assertIn("hours.csv:2 pm25: 'abc' is not a number", tabulate([hour("20200401", 5, pm25="abc")], 1))
        self.assertIn("-1 is not a concentration", tabulate([hour("20200401", 5, pm25="-1")], 1))
        self.assertIn("'某站' is not in stations.csv", tabulate([hour("20200401", 5, station="某站")], 1))
        twice = [hour("20200401", 5), hour("20200401", 5, pm25="11")]
        self.assertIn("given twice with different values", tabulate(twice, 1))

    def test_the_same_hour_twice_with_the_same_values_counts_once(self):
        (row,) = find(tabulate([hour("20200401", 5)] * 2)[0], "pm25")
        self.assertEqual(row["n_samples"], "1")


class Committed(unittest.TestCase):
    def test_twelve_stations_two_without_a_value(self):
        placed, unplaced = rows_of(SAMPLE / "stations.csv"), rows_of(SAMPLE / "stations_unplaced.csv")
        self.assertEqual((len(placed), len(unplaced)), (11, 1))
        self.assertTrue(all(s["lon"] and s["lat"] for s in placed))
        stations = placed + unplaced
        silent = {s["id"] for s in stations if s["kind"] == "national-no-data"}
        self.assertEqual(silent, {"1237A", "NB-X1"})
        measured = {row["station"] for row in rows_of(SAMPLE / "observations.csv")}
        self.assertEqual(measured, {s["id"] for s in stations} - silent)
        self.assertEqual({row["station"] for row in rows_of(SAMPLE / "period.csv")}, {s["id"] for s in stations})

    def test_rows_are_unique_and_flags_follow_the_counts(self):
        rows = rows_of(SAMPLE / "observations.csv")
        self.assertEqual(len({(r["station"], r["pollutant"], r["period_start"]) for r in rows}), len(rows))
        for row in rows:
            mapped, needed = (8, 14) if row["pollutant"] == "o3" else (12, 20)
            self.assertEqual(row["valid"], str(int(int(row["n_samples"]) >= mapped)), row)
            self.assertEqual(row["valid_gb3095"], str(int(int(row["n_samples"]) >= needed)), row)
            self.assertEqual(row["unit"], "mg/m3" if row["pollutant"] == "co" else "ug/m3")

    def test_period_counts_agree_with_the_days(self):
        days = rows_of(SAMPLE / "observations.csv")
        for row in rows_of(SAMPLE / "period.csv"):
            own = find(days, row["pollutant"], row["station"])
            self.assertEqual(int(row["n_values"]), sum(int(d["n_samples"]) for d in own))
            self.assertEqual(int(row["days_mapped"]), sum(d["valid"] == "1" for d in own))
            above = [d for d in own if d["valid_gb3095"] == "1" and float(d["value"]) > float(row["daily_limit_class2"])]
            self.assertEqual(row["days_above_limit"], str(len(above)) if int(row["days_gb3095"]) else "")


if __name__ == "__main__":
    unittest.main()
