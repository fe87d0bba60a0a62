"""Fields from plumes in a build: chosen by cross-validation with the reason told, scales per zone, findings."""

import csv
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ProjectTest, copy_project, current, manifest, run  # noqa: E402


def rewrite(path, change):
    with open(path, encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        names, rows = reader.fieldnames, list(reader)
    for row in rows:
        change(row)
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


class Drift(ProjectTest):
    def setUp(self):
        super().setUp()
        self.project = copy_project(self.folder, cell_size=400)
        self.output = self.folder / "runs"

    def built(self):
        self.build(self.project, self.output)
        return manifest(self.output)

    def table(self, name):
        with open(current(self.output) / "tables" / name, encoding="utf-8-sig", newline="") as source:
            return list(csv.DictReader(source))

    def test_the_drift_is_chosen_and_the_errors_of_all_are_told(self):
        fields = {field["pollutant"]: field for field in self.built()["fields"]}
        benzene = fields["benzene"]
        self.assertEqual((benzene["method"], benzene["transform"]), ("external-drift", "log"))
        errors = [float(v) for v in re.findall(r": ([0-9.]+) by stations", benzene["remarks"][0])]
        self.assertEqual(len(errors), 3)
        self.assertLess(errors[0] * 3, min(errors[1:]))
        self.assertLess(benzene["cross_validation"]["rmse"], 0.3)

    def test_scales_per_zone_and_a_finding_where_the_inventory_is_wrong(self):
        def third(row):
            if row["zone"] == "DX":
                row["emission_g_s"] = f"{float(row['emission_g_s']) / 3:.6g}"

        rewrite(self.project.parent / "sources.csv", third)
        findings = [f for f in self.built()["findings"] if f["code"] == "emission-scale"]
        row = next(r for r in self.table("attribution.csv") if (r["pollutant"], r["zone"]) == ("benzene", "DX"))
        self.assertLess(float(row["scale_low95"]), 3)
        self.assertGreater(float(row["scale_high95"]), 3)
        self.assertGreater(float(row["scale_low95"]), 2)
        found = next(f for f in findings if "benzene" in f["found"] and f["id"] == "DX")
        self.assertRegex(found["found"], r"look (2\.[5-9]|3\.[0-5]) times the inventory")

    def test_layers_of_shares_agree_with_the_table_of_receptors(self):
        from osgeo import gdal

        gdal.UseExceptions()
        layers = {layer["id"]: layer for layer in self.built()["layers"]}
        zones = [f"share-benzene-{zone}" for zone in ("DX", "QZ", "LG")]
        for name in zones:
            self.assertEqual((layers[name]["kind"], layers[name]["unit"], layers[name]["pollutant"]), ("continuous", "1", "benzene"))
        self.assertEqual(layers["share-benzene-DX"]["title"],
                         {"zh": "大榭 苯 浓度份额", "en": "Daxie, benzene: share of the concentration"})
        self.assertNotIn("share-ethylene-oxide-DX", layers)
        shares = [gdal.Open(str(current(self.output) / layers[name]["path"])).ReadAsArray() for name in zones]
        known = shares[0] >= 0
        total = sum(share[known] for share in shares)
        self.assertTrue(known.any())
        self.assertLess(total.max(), 1.02)
        self.assertGreater(total.max(), 0.95)
        self.assertGreater(shares[0][known].max(), 0.9)
        table = {(r["receptor"], r["zone"]): float(r["share"]) for r in self.table("attribution-receptors.csv") if r["pollutant"] == "benzene"}
        for receptor in {key[0] for key in table}:
            self.assertAlmostEqual(sum(table[receptor, z] for z in ("background", "DX", "QZ", "LG")), 1, places=3)

    def test_values_without_a_transform_take_plumes_too(self):
        text = self.project.read_text(encoding="utf-8")
        self.project.write_text(text.replace('transform = "log"', 'transform = "none"'), encoding="utf-8")
        benzene = next(f for f in self.built()["fields"] if f["pollutant"] == "benzene")
        self.assertEqual((benzene["method"], benzene["transform"]), ("external-drift", "none"))
        self.assertIn("observed - estimate", benzene["remarks"][0])
        for row in self.table("attribution.csv"):
            if row["scale"]:
                self.assertGreater(float(row["scale_low95"]), 0)

    def test_one_pollutant_needs_no_column_for_it(self):
        """The contract's own columns: no pollutant, groups instead of zones."""
        text = self.project.read_text(encoding="utf-8")
        first, *others = re.split(r"(?=\n\[\[pollutants\]\]\n)", text)
        rest = others[-1][others[-1].index("\n[risk]"):]
        rest = re.sub(r"\n\[(enterprises|network)\]\n(.+\n)+", "\n", rest)
        self.project.write_text(first + others[0] + rest, encoding="utf-8")
        for name, column in (("observations.csv", "pollutant"), ("sources.csv", "pollutant")):
            path = self.project.parent / name
            with open(path, encoding="utf-8", newline="") as source:
                rows = [row for row in csv.DictReader(source) if row[column] == "benzene"]
            if name == "sources.csv":
                rows = [{k if k != "zone" else "group": v for k, v in row.items() if k != "pollutant"} for row in rows]
            with open(path, "w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        fields = self.built()["fields"]
        self.assertEqual([f["method"] for f in fields], ["external-drift"])
        self.assertEqual({r["zone"] for r in self.table("attribution.csv")}, {"DX", "QZ", "LG"})

    def test_useless_sources_are_dropped_and_it_is_said(self):
        def away(row):
            row["x"], row["y"] = f"{772000 - float(row['x']):.1f}", f"{6612000 - float(row['y']):.1f}"

        rewrite(self.project.parent / "sources.csv", away)
        benzene = next(f for f in self.built()["fields"] if f["pollutant"] == "benzene")
        self.assertEqual(benzene["method"], "ordinary-kriging")
        self.assertIn("the drift was dropped", benzene["remarks"][1])

    def test_wind_written_as_to_instead_of_from_is_suspected(self):
        rewrite(self.project.parent / "weather.csv",
                lambda row: row.update(wind_from_deg=f"{(float(row['wind_from_deg']) + 180) % 360:g}"))
        self.assertIn("wind-turned", [f["code"] for f in self.built()["findings"]])

    def test_right_wind_is_not_suspected(self):
        self.assertNotIn("wind-turned", [f["code"] for f in self.built()["findings"]])

    def refused(self, pattern):
        result = run("build", self.project, "--output", self.output, "--progress", "none")
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, pattern)

    def test_bad_weather_and_sources_are_refused(self):
        weather = self.project.parent / "weather.csv"
        good = weather.read_text(encoding="utf-8")
        weather.write_text(good.replace("0,4.5,D,0.036", "0,4.5,D,0.5", 1), encoding="utf-8")
        self.refused(r"weather\.csv.*add up to 1\.46")
        weather.write_text(good.replace("0,4.5,D", "0,-4.5,D", 1), encoding="utf-8")
        self.refused(r"weather\.csv, row 2, column 'wind_speed_m_s': -4\.5")
        weather.unlink()
        self.refused(r"weather\.csv: cannot be read")
        weather.write_text(good, encoding="utf-8")
        rewrite(self.project.parent / "sources.csv", lambda row: row.update(emission_g_s="-1"))
        self.refused(r"sources\.csv, row 2, column 'emission_g_s': -1")

    def test_weather_needs_sources(self):
        text = self.project.read_text(encoding="utf-8")
        self.project.write_text(re.sub(r"\n\[sources\]\n(.+\n)+", "\n", text), encoding="utf-8")
        self.refused(r"weather\.file.*\[sources\]")


if __name__ == "__main__":
    unittest.main(verbosity=2)
