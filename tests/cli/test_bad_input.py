"""One wrong thing at a time: a clear message, exit 1 or 2, nothing written."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import SampleTest, run  # noqa: E402


class BadInput(SampleTest):
    def refused(self, *fragments, code=1):
        output = self.folder / "out"
        result = run("build", self.project, "--output", output, "--progress", "none")
        self.assertEqual(result.returncode, code, result.stderr)
        for fragment in fragments:
            self.assertIn(fragment, result.stderr)
        self.assertFalse(output.exists(), "something was written")

    def test_misspelt_key(self):
        self.change("project.toml", "cell_size_m =", "cell_sze_m =")
        self.refused("project.toml, line 7", "cell_sze_m", "did you mean 'cell_size_m'?")

    def test_unknown_key(self):
        self.change("project.toml", "power = 2", "power = 2\npowr = 3")
        self.refused("interpolation.powr", "did you mean 'power'?")

    def test_wrong_type(self):
        self.change("project.toml", "cell_size_m = 200", 'cell_size_m = "20 m"')
        self.refused("project.cell_size_m", "20 m", "a number")

    def test_negative_cell(self):
        self.change("project.toml", "cell_size_m = 200", "cell_size_m = -20")
        self.refused("project.cell_size_m", "-20", "greater than 0")

    def test_toml_that_is_no_toml(self):
        self.change("project.toml", "[project]", "[project")
        self.refused("project.toml, line 3")

    def test_missing_project_file(self):
        result = run("build", self.folder / "none.toml", "--output", self.folder / "out")
        self.assertEqual(result.returncode, 1)
        self.assertIn("none.toml: cannot be read", result.stderr)

    def test_wrong_column(self):
        self.change("observations.csv", "value", "valeu")
        self.refused("observations.csv: column 'value' is missing", "did you mean 'valeu'?")

    def test_wrong_unit(self):
        self.change("observations.csv", "ug/m3", "ug/m33")
        self.refused("observations.csv, row 2, column 'unit'", "ug/m33", "did you mean 'ug/m3'?")

    def test_text_in_a_number(self):
        self.change("observations.csv", ",6.88,", ",6.88?,")
        self.refused("observations.csv, row 2, column 'value'", "'6.88?' is not a number")

    def test_negative_concentration(self):
        self.change("observations.csv", ",6.88,", ",-6.88,")
        self.refused("observations.csv, row 2, column 'value'", "-6.88", "at least 0")

    def test_unknown_station(self):
        self.change("observations.csv", "DX01,benzene", "DX0l,benzene")
        self.refused("observations.csv, row 2, column 'station'", "DX0l", "did you mean 'DX01'?")

    def test_unknown_pollutant(self):
        self.change("observations.csv", "DX01,benzene", "DX01,benzen")
        self.refused("column 'pollutant'", "did you mean 'benzene'?")

    def test_date_outside_the_period(self):
        self.change("observations.csv", "2025-09-01,2026-08-31", "2019-09-01,2026-08-31")
        self.refused("observations.csv, row 2", "2019-09-01", "2025-09-01 to 2026-08-31")

    def test_ragged_row(self):
        self.change("observations.csv", ",6.88,", ",6.88,,")
        self.refused("observations.csv, row 2", "10 cells where the header has 9")

    def test_coordinate_outside_the_area(self):
        self.change("stations.csv", "400211.9", "40400211.9")
        self.refused("stations.csv, row 2", "DX01", "outside the map")

    def test_duplicate_station(self):
        self.change("stations.csv", "DX02,", "DX01,")
        self.refused("stations.csv, row 3", "'DX01' stands there a second time")

    def test_missing_file(self):
        (self.project.parent / "stations.csv").unlink()
        self.refused("stations.csv: cannot be read")

    def test_missing_land(self):
        (self.project.parent / "land.geojson").unlink()
        self.refused("land.geojson")

    def test_truncated_land(self):
        land = self.project.parent / "land.geojson"
        land.write_bytes(land.read_bytes()[:2000])
        self.refused("land.geojson")

    def test_unparsed_berth(self):
        self.change("berths.csv", "29°53'39.60\"\"N", "29°73'39.60\"\"N")
        self.refused("berths.csv, row 2", "73")

    def test_unknown_substance(self):
        self.change("project.toml", 'cas = "71-43-2"', 'cas = "71-43-3"')
        self.refused("pollutant 'benzene'", "71-43-3", "did you mean '71-43-2'?")

    def test_unknown_crs(self):
        self.change("project.toml", 'crs = "EPSG:4550"', 'crs = "EPSG:455"')
        self.refused("project.toml: project.crs", "EPSG:455")

    def test_geographic_project(self):
        self.change("project.toml", 'crs = "EPSG:4550"', 'crs = "EPSG:4490"')
        self.refused("EPSG:4490", "projected")

    def test_bytes_that_are_no_utf8(self):
        path = self.project.parent / "stations.csv"
        path.write_bytes(path.read_bytes().replace("示例".encode(), b"\xff\xfe"))
        self.refused("stations.csv", "UTF-8", "GB18030")

    def test_unknown_option_and_command(self):
        for arguments, words in (
            (["bild"], "mapgen: 'bild' is not a command; did you mean 'build'?"),
            (["build", self.project, "--outptu", "x"], "mapgen: --outptu: the option is not known; did you mean '--output'?"),
            (["build"], "mapgen: build: PROJECT is required"),
            ([], "mapgen: a command is expected: "),
            (["build", self.project, "--jobs", "many", "--output", self.folder / "out"], "--jobs"),
            (["build", self.project, "--progress", "jsn", "--output", self.folder / "out"], "did you mean 'json'?"),
        ):
            result = run(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(words, result.stderr)
        self.assertFalse((self.folder / "out").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
