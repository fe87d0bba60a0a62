"""Receptors, berths and population, judged from outside: against `mapgen interpolate --at`, geometry by GEOS, counts by
the rasters."""

import csv
import json
import math
import re
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ProjectTest, copy_project, current, manifest, run  # noqa: E402

gdal.UseExceptions()
ogr.UseExceptions()
MARK = "示例数据·非真实"
WINDS = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"]
WINDS_ZH = ["北", "东北", "东", "东南", "南", "西南", "西", "西北"]


def rows(output, name):
    with open(current(output) / "tables" / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path, table):
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)


def wind(from_x, from_y, to_x, to_y):
    return round(math.degrees(math.atan2(to_x - from_x, to_y - from_y)) / 45) % 8


def without_weather(project):
    """Plain kriging: no plume drifts."""
    text = project.read_text(encoding="utf-8")
    project.write_text(re.sub(r"\[weather\]\n(?:[a-z_]+ = .*\n?)*", "", text), encoding="utf-8")


class Places(ProjectTest):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.project = copy_project(cls.holder.name, cell_size=400)
        without_weather(cls.project)
        cls.output = Path(cls.holder.name) / "out"
        cls("build_once").build(cls.project, cls.output)
        cls.root = manifest(cls.output)
        cls.receptors = rows(cls.output, "receptors.csv")
        cls.concentrations = rows(cls.output, "receptor-concentrations.csv")
        cls.position = {row["receptor"]: (float(row["x"]), float(row["y"])) for row in cls.concentrations}

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def build_once(self):
        pass

    def test_receptors_are_what_interpolate_gives_at_their_points(self):
        means = rows(self.output, "stations.csv")
        with open(self.project.parent / "stations.csv", encoding="utf-8", newline="") as file:
            stations = {row["id"]: row for row in csv.DictReader(file)}
        inside = [r["receptor"] for r in self.concentrations if r["pollutant"] == "benzene" and r["estimate"]]
        self.assertGreater(len(inside), 20)
        write(self.folder / "at.csv", [("x", "y"), *(self.position[name] for name in inside)])
        for pollutant in ("benzene", "butadiene", "acrylonitrile"):
            write(self.folder / "samples.csv", [("x", "y", "v", "q"), *(
                (stations[m["station"]]["x"], stations[m["station"]]["y"], m["value"],
                 "<" if m["below_detection_limit"] == "1" else "") for m in means if m["pollutant"] == pollutant)])
            result = run("interpolate", "--samples", self.folder / "samples.csv", "--value", "v", "--qualifier", "q",
                         "--method", "ordinary-kriging", "--transform", "log", "--at", self.folder / "at.csv",
                         "--output", self.folder / "out.csv")
            self.assertEqual(result.returncode, 0, result.stderr)
            with open(self.folder / "out.csv", encoding="utf-8", newline="") as file:
                estimates = list(csv.DictReader(file))
            own = {r["receptor"]: r for r in self.concentrations if r["pollutant"] == pollutant}
            for name, estimate in zip(inside, estimates):
                # Samples in another order round in another way.
                for column in ("estimate", "variance"):
                    ratio = float(own[name][column]) / float(estimate[column])
                    self.assertAlmostEqual(ratio, 1, places=9, msg=f"{column} of {pollutant} at {name}")

    def test_risk_index_range_and_level_follow_from_the_concentrations(self):
        toxicity = {entry["pollutant"]: entry for entry in self.root["dose_response"]}
        scenario = next(s for s in self.root["scenarios"] if s["key"] == "resident")
        share_n = scenario["et_h"] / 24 * scenario["ef_d"] / 365
        share_c = share_n * scenario["ed_y"] / scenario["lifetime_y"]

        def risks(name, column):
            cancer, organs = 0, {}
            for row in self.concentrations:
                if row["receptor"] != name or row["known"] != "1":
                    continue
                entry, value = toxicity[row["pollutant"]], float(row[column])
                cancer += value * share_c * entry["ure_used"].get("resident", 0)
                for organ in entry["target_organs"] if entry["rfc_mg_m3"] else []:
                    organs[organ] = organs.get(organ, 0) + value * share_n / (1000 * entry["rfc_mg_m3"])
            return cancer, max(organs.values(), default=0)

        judged = 0
        for row in self.receptors:
            self.assertEqual(row["mark"], MARK)
            self.assertEqual(row["name_zh"], "")
            if not row["cancer_risk"]:
                self.assertIn(row["reason"], ("unknown", "outside-study-area"))
                self.assertNotIn(row["level"], ("1", "2", "3", "4"))
                continue
            judged += 1
            for column, suffix in (("estimate", ""), ("lower", "_lower"), ("upper", "_upper")):
                cancer, index = risks(row["id"], column)
                self.assertAlmostEqual(float(row["cancer_risk" + suffix]) / cancer, 1, places=12)
                self.assertAlmostEqual(float(row["hazard_index" + suffix]) / index, 1, places=12)
            self.assertLess(float(row["cancer_risk_lower"]), float(row["cancer_risk"]))
            self.assertGreater(float(row["cancer_risk_upper"]), float(row["cancer_risk"]))
            cancer, index = risks(row["id"], "estimate")
            level = max(1 + sum(cancer >= c for c in (1e-6, 1e-5, 1e-4)), 1 + sum(index >= c for c in (1, 3, 10)))
            self.assertEqual(int(row["level"]), level)
            self.assertGreaterEqual(int(row["level_upper"]), level)
            self.assertTrue(row["drivers"].startswith(row["driver"] + " "))
        self.assertGreater(judged, 5)

    def test_ranges_are_those_of_the_lognormal_distribution(self):
        for row in self.concentrations:
            if not row["estimate"] or float(row["variance"]) == 0:
                continue
            median, p95 = float(row["estimate"]), float(row["p95"])
            sd = math.log(p95 / median) / 1.6448536269514722
            self.assertAlmostEqual(float(row["upper"]) / (median * math.exp(1.959963984540054 * sd)), 1, places=8)
            self.assertAlmostEqual(float(row["lower"]) / (median * math.exp(-1.959963984540054 * sd)), 1, places=8)

    def test_what_is_nearest_and_where(self):
        source = ogr.Open(str(current(self.output) / "vectors.gpkg"))
        areas = {f["id"]: f.GetGeometryRef().Clone() for f in source.GetLayerByName("zones")}
        points = {name: {f["id"]: f.GetGeometryRef().GetPoint_2D() for f in source.GetLayerByName(name)}
                  for name in ("sources", "berths")}
        for row in self.receptors:
            x, y = self.position[row["id"]]
            here = ogr.CreateGeometryFromWkt(f"POINT ({x!r} {y!r})")
            zone = min(areas, key=lambda name: areas[name].Distance(here))
            self.assertEqual(row["zone_nearest"], zone)
            self.assertAlmostEqual(float(row["zone_distance_m"]), areas[zone].Distance(here), delta=0.51)
            self.assertEqual(float(row["zone_uncertainty_m"]) > 0, True)
            for kind in ("sources", "berths"):
                name = min(points[kind], key=lambda key: math.dist(points[kind][key], (x, y)))
                column = kind[:-1]
                self.assertEqual(row[column + "_nearest"], name)
                self.assertAlmostEqual(float(row[column + "_distance_m"]), math.dist(points[kind][name], (x, y)),
                                       delta=0.51)
                octant = wind(x, y, *points[kind][name])
                self.assertEqual(row[column + "_direction_en"], WINDS[octant])
                self.assertEqual(row[column + "_direction_zh"], WINDS_ZH[octant])
        for row in rows(self.output, "berths.csv"):
            self.assertNotEqual(row["berth_nearest"], row["id"])

    def test_counts_per_class_and_level(self):
        table = rows(self.output, "place-levels.csv")
        berths = rows(self.output, "berths.csv")
        for kind, own, column in (("receptor", self.receptors, "type"), ("berth", berths, "section")):
            classes = {row[column] for row in own}
            listed = [row for row in table if row["kind"] == kind]
            self.assertEqual({row["class"] for row in listed}, classes | {"all"})
            for row in listed:
                self.assertEqual(row["mark"], MARK)
                members = [r for r in own if row["class"] in ("all", r[column])]
                if row["level"]:
                    expected = sum(r["level"] == row["level"] for r in members)
                else:
                    expected = sum(r["reason"] == "outside-study-area" for r in members)
                self.assertEqual(int(row["count"]), expected, row)
        self.assertEqual({row["scenario"] for row in table if row["kind"] == "berth"}, {"worker"})

    def test_berths_have_the_levels_within_their_precision(self):
        ranged = 0
        for row in rows(self.output, "berths.csv"):
            if row["level"]:
                self.assertLessEqual(int(row["level_lowest"]), int(row["level"]))
                self.assertGreaterEqual(int(row["level_highest"]), int(row["level"]))
                ranged += row["level_lowest"] != row["level_highest"]
        self.assertGreater(ranged, 0)

    def test_receptors_and_stations_around_sources(self):
        source = ogr.Open(str(current(self.output) / "vectors.gpkg"))
        positions = {f["id"]: f.GetGeometryRef().GetPoint_2D() for f in source.GetLayerByName("sources")}
        for row in rows(self.output, "source-surroundings.csv"):
            self.assertEqual(row["people_1km"], "")
            distances = sorted(math.dist(positions[row["id"]], p) for p in self.position.values())
            for km in (1, 3, 5):
                self.assertEqual(int(row[f"receptors_{km}km"]), sum(d <= 1000 * km for d in distances))
            self.assertAlmostEqual(float(row["receptor_distance_m"]), distances[0], delta=0.51)

    def test_an_internal_project_gives_no_source_away_in_its_vectors(self):
        def names(output):
            source = ogr.Open(str(current(output) / "vectors.gpkg"))  # its layers live no longer than it does
            definition = source.GetLayerByName("receptors").GetLayerDefn()
            return {definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())}

        self.assertIn("source_nearest", names(self.output))
        project = copy_project(self.folder, cell_size=1000, idw=True)
        without_weather(project)
        project.write_text(project.read_text(encoding="utf-8").replace('audience = "public"', 'audience = "internal"'),
                           encoding="utf-8")
        self.build(project, self.folder / "out")
        self.assertFalse({name for name in names(self.folder / "out") if name.startswith("source_")})
        self.assertIn("zone_direction_zh", names(self.folder / "out"))


class Population(ProjectTest):
    CELL = 400.0

    def setUp(self):
        super().setUp()
        self.project = copy_project(self.folder, cell_size=int(self.CELL), idw=True)
        without_weather(self.project)

    def population(self, file, more=""):
        text = self.project.read_text(encoding="utf-8")
        self.project.write_text(text + f'\n[population]\nfile = "{file}"\ncrs = "EPSG:4550"\n{more}\n', encoding="utf-8")
        self.build(self.project, self.folder / "out")
        dataset = gdal.Open(str(current(self.folder / "out") / "rasters/risk-level-resident.tif"))
        self.level, self.transform = dataset.ReadAsArray(), dataset.GetGeoTransform()
        table = rows(self.folder / "out", "population.csv")
        self.assertEqual({row["scenario"] for row in table}, {"resident"})
        self.assertEqual({row["mark"] for row in table}, {MARK})
        return table

    def level_at(self, x, y):
        column = math.floor((x - self.transform[0]) / self.CELL)
        row = math.floor((self.transform[3] - y) / self.CELL)
        inside = 0 <= row < self.level.shape[0] and 0 <= column < self.level.shape[1]
        return int(self.level[row, column]) if inside else 255

    def check_map(self, table, places):
        """places: (x, y, people)"""
        expected = {value: 0.0 for value in ("4", "3", "2", "1", "0", "")}
        for x, y, people in places:
            value = self.level_at(x, y)
            expected["" if value == 255 else str(value)] += people
        found = {row["level"]: float(row["people"]) for row in table if row["kind"] == "map"}
        for value, people in expected.items():
            self.assertAlmostEqual(found[value], people, delta=0.51)

    def test_points(self):
        places = [(399000, 3314000, 120), (405000, 3306000, 3000), (390000, 3309000, 41), (300000, 3300000, 7)]
        write(self.project.parent / "people.csv", [("x", "y", "residents"), *places])
        table = self.population("people.csv", 'column = "residents"')
        self.check_map(table, places)
        positions = {}
        source = ogr.Open(str(current(self.folder / "out") / "vectors.gpkg"))
        for feature in source.GetLayerByName("sources"):
            positions[feature["id"]] = feature.GetGeometryRef().GetPoint_2D()
        for row in rows(self.folder / "out", "source-surroundings.csv"):
            for km in (1, 3, 5):
                near = sum(p for x, y, p in places if math.dist((x, y), positions[row["id"]]) <= 1000 * km)
                self.assertEqual(float(row[f"people_{km}km"]), near)
        zone = {row["level"]: row for row in table if row["zone"] == "DX"}
        self.assertEqual(sum(float(row["people"]) for row in zone.values()), 120)
        self.assertGreaterEqual(sum(float(row["people_outer"]) for row in zone.values()), 120)
        self.assertIn("示意范围", zone["0"]["remark"])

    def test_polygon_totals_are_spread_over_land_cells(self):
        # No centre of a cell lies on an edge of the box.
        box = [(388000, 3306100), (404000, 3306100), (404000, 3319100), (388000, 3319100), (388000, 3306100)]
        features = {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"population": 50000},
             "geometry": {"type": "Polygon", "coordinates": [box]}}]}
        (self.project.parent / "people.geojson").write_text(json.dumps(features), encoding="utf-8")
        table = self.population("people.geojson")
        self.assertAlmostEqual(sum(float(r["people"]) for r in table if r["kind"] == "map"), 50000, delta=3)
        # The land of the box on the map's cells, continued on every side of it, by GDAL.
        beyond = 60
        height, width = (n + 2 * beyond for n in self.level.shape)
        memory = gdal.GetDriverByName("MEM").Create("", width, height, 1, gdal.GDT_Byte)
        left = self.transform[0] - beyond * self.CELL
        top = self.transform[3] + beyond * self.CELL
        memory.SetGeoTransform((left, self.CELL, 0, top, 0, -self.CELL))
        planar = osr.SpatialReference()
        planar.ImportFromEPSG(4550)
        planar.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        memory.SetProjection(planar.ExportToWkt())
        land = gdal.VectorTranslate("", str(self.project.parent / "land.geojson"),
                                    options=["-f", "Memory", "-t_srs", "EPSG:4550"])
        gdal.RasterizeLayer(memory, [1], land.GetLayer(0), burn_values=[1])
        cells = memory.ReadAsArray() == 1
        x = left + self.CELL * (np.arange(width) + 0.5)
        y = top - self.CELL * (np.arange(height) + 0.5)
        cells &= ((x > 388000) & (x < 404000))[None, :] & ((y > 3306100) & (y < 3319100))[:, None]
        self.assertGreater(cells.sum(), 100)
        share = 50000 / cells.sum()
        self.check_map(table, [(x[c], y[r], share) for r, c in zip(*np.nonzero(cells))])

    def test_a_raster_is_split_into_the_map_s_cells(self):
        raster = gdal.GetDriverByName("GTiff").Create(str(self.project.parent / "people.tif"), 12, 10, 1, gdal.GDT_Float32)
        raster.SetGeoTransform((395000, 1000, 0, 3316000, 0, -1000))
        planar = osr.SpatialReference()
        planar.ImportFromEPSG(4550)
        raster.SetProjection(planar.ExportToWkt())
        people = np.arange(120, dtype=np.float32).reshape(10, 12)
        people[3, 4] = -9999
        raster.GetRasterBand(1).SetNoDataValue(-9999)
        raster.GetRasterBand(1).WriteArray(people)
        raster = None
        table = self.population("people.tif")
        parts = 3  # 1000 m cells in parts no larger than 400 m
        places = [(395000 + 1000 * (c + (i + 0.5) / parts), 3316000 - 1000 * (r + (j + 0.5) / parts),
                   float(people[r, c]) / parts**2)
                  for r in range(10) for c in range(12) if people[r, c] > 0 for i in range(parts) for j in range(parts)]
        self.check_map(table, places)

    def test_wrong_populations_are_refused_by_name(self):
        write(self.project.parent / "people.csv", [("x", "y", "population"), (399000, 3314000, -4)])
        text = self.project.read_text(encoding="utf-8")
        for more, told in (("", "row 2, column 'population'"), ('column = "populaton"', "population")):
            self.project.write_text(text + f'\n[population]\nfile = "people.csv"\ncrs = "EPSG:4550"\n{more}\n',
                                    encoding="utf-8")
            result = run("build", self.project, "--output", self.folder / "out", "--progress", "none")
            self.assertEqual(result.returncode, 1)
            self.assertIn(told, result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
