"""mapgen dispersion: values against a formula and the sample's generator, columns kept, bands, messages."""

import csv
import math
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ROOT, SAMPLES, ProjectTest, run  # noqa: E402

BEILUN = SAMPLES / "beilun-voc"
SOURCES = "id,type,x,y,emission_g_s,height_m,side_m,temperature_k,velocity_m_s,diameter_m,group\n"


def rows(path):
    with open(path, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


class Dispersion(ProjectTest):
    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def inputs(self, sources="A,point,0,0,10,50,,,,,east\n", weather="wind_from_deg,wind_speed_m_s,stability\n270,5,D\n"):
        return ["--sources", self.write("sources.csv", SOURCES + sources), "--weather", self.write("weather.csv", weather)]

    def at(self, *arguments, points="name,x,y\n\"a, b\",2000,0\n没有,-2000,0\n", code=0):
        output = self.folder / "out.csv"
        result = run("dispersion", *arguments, "--at", self.write("points.csv", points), "--output", output)
        self.assertEqual(result.returncode, code, result.stderr)
        return rows(output) if code == 0 else result.stderr

    def test_one_hour_is_the_textbook_plume(self):
        table = self.at(*self.inputs())
        wind = 5 * 5**0.15
        sigma_y, sigma_z = 160 / math.sqrt(1.2), 120 / math.sqrt(4)
        expected = 1e7 / (math.pi * wind * sigma_y * sigma_z) * math.exp(-0.5 * (50 / sigma_z) ** 2)
        self.assertEqual(list(table[0]), ["name", "x", "y", "east", "total"])
        self.assertEqual([row["name"] for row in table], ["a, b", "没有"])
        self.assertAlmostEqual(float(table[0]["east"]) / expected, 1, places=6)
        self.assertEqual(float(table[1]["total"]), 0)

    def test_groups_add_up_and_turn_with_the_wind(self):
        sources = "A,point,0,0,10,50,,,,,a\nB,area,0,0,1,2,100,,,,b\nC,volume,0,0,1,5,80,,,,b\n"
        west = self.at(*self.inputs(sources))
        north = self.at(*self.inputs(sources, "wind_from_deg,wind_speed_m_s,stability\n0,5,D\n"), points="x,y\n0,-2000\n")
        for key in ("a", "b", "total"):
            self.assertAlmostEqual(float(west[0][key]), float(north[0][key]), delta=1e-6 * float(west[0][key]))
        self.assertAlmostEqual(float(west[0]["a"]) + float(west[0]["b"]), float(west[0]["total"]))

    def test_the_sample_agrees_with_its_generator(self):
        command = ["dispersion", "--sources", BEILUN / "sources.csv", "--weather", BEILUN / "weather.csv", "--group", "zone",
                   "--pollutant", "epichlorohydrin", "--at", BEILUN / "stations.csv", "--output", self.folder / "o.csv"]
        self.assertEqual(run(*command).returncode, 0)
        subprocess.run(["/usr/bin/python3", BEILUN / "generate.py", "--truth-at", BEILUN / "stations.csv", "--output-csv",
                        self.folder / "t.csv"], check=True)
        for ours, truth in zip(rows(self.folder / "o.csv"), rows(self.folder / "t.csv")):
            self.assertAlmostEqual((float(ours["total"]) + 0.004) / float(truth["epichlorohydrin"]), 1, delta=0.01)

    def test_plumes_serve_interpolate_as_drifts(self):
        """Columns of one command are drifts of the next: the benzene campaign against its truth, and against kriging."""
        plumes = ["dispersion", "--sources", BEILUN / "sources.csv", "--weather", BEILUN / "weather.csv", "--group", "zone",
                  "--pollutant", "benzene"]
        with open(BEILUN / "observations.csv", encoding="utf-8", newline="") as source:
            values = {r["station"]: r["value"] for r in csv.DictReader(source) if r["pollutant"] == "benzene"}
        places = self.write("places.csv", "id,x,y,value\n" + "".join(
            f"{r['id']},{r['x']},{r['y']},{values[r['id']]}\n" for r in rows(BEILUN / "stations.csv")))
        targets = self.write("targets.csv", "x,y\n" + "".join(
            f"{400378.8 + 300 * i},{3314192.8 - 250 * i}\n" for i in range(1, 9)))
        drifts = {}
        for name, points in (("samples", places), ("targets", targets)):
            drifts[name] = self.folder / f"{name}-drifts.csv"
            self.assertEqual(run(*plumes, "--at", points, "--output", drifts[name]).returncode, 0)
        self.assertEqual(run(*plumes, "--extent", 376400, 3293600, 413800, 3318200, "--cell-size", 200, "--output",
                             self.folder / "plumes.tif").returncode, 0)
        subprocess.run(["/usr/bin/python3", BEILUN / "generate.py", "--truth-at", targets, "--output-csv",
                        self.folder / "truth.csv"], check=True)
        truth = [float(r["benzene"]) for r in rows(self.folder / "truth.csv")]

        def error(*arguments):
            output = self.folder / "estimates.csv"
            result = run("interpolate", "--value", "value", "--transform", "log", *arguments, "--at", drifts["targets"],
                         "--output", output)
            self.assertEqual(result.returncode, 0, result.stderr)
            estimates = [float(r["estimate"]) for r in rows(output)]
            return math.sqrt(sum(math.log(e / t) ** 2 for e, t in zip(estimates, truth)) / len(truth)), result.stderr

        kriged, _ = error("--samples", drifts["samples"], "--method", "ordinary-kriging")
        columns = ["--samples", drifts["samples"], "--method", "external-drift", "--drift", "DX,QZ,LG"]
        drifted, told = error(*columns)
        self.assertLess(drifted, 0.2)
        self.assertLess(3 * drifted, kriged)
        self.assertIn("parts of the value", told)
        self.assertLess(error(*columns, "--drift-form", "sum")[0], 0.2)
        self.assertGreater(error(*columns, "--drift-form", "linear")[0], 0.3)
        bands = ",".join(f"{zone}={self.folder / 'plumes.tif'}" for zone in ("DX", "QZ", "LG"))
        self.assertLess(error("--samples", places, "--method", "external-drift", "--drift", bands)[0], 0.25)

    def test_a_raster_has_a_band_per_group(self):
        from osgeo import gdal

        gdal.UseExceptions()
        output = self.folder / "o.tif"
        result = run("dispersion", *self.inputs(), "--extent", 0, -1000, 4000, 1000, "--cell-size", 50, "--crs", "EPSG:4550",
                     "--output", output)
        self.assertEqual(result.returncode, 0, result.stderr)
        raster = gdal.Open(str(output))
        self.assertEqual([raster.GetRasterBand(i).GetDescription() for i in (1, 2)], ["east", "total"])
        self.assertEqual(raster.GetRasterBand(1).GetUnitType(), "ug/m3")
        cell = raster.GetRasterBand(2).ReadAsArray()[19, 40]
        exact = self.at(*self.inputs(), points="x,y\n2025,25\n")
        self.assertAlmostEqual(float(cell) / float(exact[0]["total"]), 1, delta=0.01)

    def test_messages_name_file_row_column_value_and_what_is_allowed(self):
        hour = "wind_from_deg,wind_speed_m_s,stability\n"
        cases = {
            "A,point,0,0,-1,50,,,,,a\n": r"sources\.csv, row 2, column 'emission_g_s': -1 .* 0 to",
            "A,line,0,0,1,50,,,,,a\n": r"row 2, column 'type': 'line' .*point, area, volume",
            "A,area,0,0,1,50,,,,,a\n": r"row 2, column 'side_m'",
            "A,point,0,0,1,50,,20,5,1,a\n": r"column 'temperature_k'",
            "A,point,0,0,,50,,,,,a\n": r"row 2, column 'emission_g_s'",
        }
        for text, pattern in cases.items():
            self.assertRegex(self.at(*self.inputs(text), code=1), pattern)
        cases = {
            hour + "370,5,D\n": r"weather\.csv, row 2, column 'wind_from_deg': 370 .* 0 to 360",
            hour + "270,-5,D\n": r"column 'wind_speed_m_s': -5",
            hour + "270,5,K\n": r"column 'stability': 'K' .*A to F",
            "wind_to_deg,wind_speed_m_s,stability\n270,5,D\n": r"'wind_from_deg'",
            "wind_from_deg,wind_speed_km_h,stability\n270,5,D\n": r"wind_speed_km_h.*wind_speed_m_s",
            "wind_from_deg,wind_speed_m_s,stability,frequency\n0,5,D,.5\n90,5,D,.3\n180,5,D,.4\n270,5,D,.1\n": r"add up to 1\.3",
            "wind_from_deg,wind_speed_m_s,stability,frequency\n0,5,D,.5\n45,5,D,.1\n180,5,D,.3\n270,5,D,.1\n":
                r"no rows for wind from 90, 135, 225, 315",
        }
        for text, pattern in cases.items():
            self.assertRegex(self.at(*self.inputs(weather=text), code=1), pattern)

    def test_usage(self):
        inputs = self.inputs()
        for arguments, pattern in (
            (["--output", "o.csv"], "either --at, or --extent"),
            (["--at", "p.csv", "--output", "o.tif"], "should end in .csv"),
            (["--extent", 0, 0, 1, 1, "--output", "o.tif"], "belong together"),
            (["--at", "p.csv", "--output", "o.csv", "--surface", "moon"], "allowed: rural, urban"),
            (["--at", "p.csv", "--output", "o.csv", "--sigma", "pasquill-gifford", "--surface", "urban"], "briggs"),
        ):
            result = run("dispersion", *inputs, *arguments)
            self.assertEqual(result.returncode, 2, result.stderr)
            self.assertRegex(result.stderr, re.compile(pattern))


class Documentation(ProjectTest):
    def test_the_examples_run(self):
        text = (ROOT / "docs" / "dispersion.md").read_text(encoding="utf-8")
        commands = re.findall(r"^    (mapgen dispersion(?:.*\\\n)*.*)$", text, flags=re.M)
        self.assertTrue(commands)
        for command in commands:
            words = command.replace("\\\n", " ").split()[1:]
            words = [str(self.folder / word) if words[i - 1] in ("--output", "--wind-rose") else word
                     for i, word in enumerate(words)]
            result = run(*words, cwd=ROOT)
            self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
