"""Risk zones, judged from outside: polygons by GEOS, merging by a second implementation, areas by the cells."""

import csv
import json
import re
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import ProjectTest, copy_project, current, run  # noqa: E402

gdal.UseExceptions()
ogr.UseExceptions()
RANK = {4: 40, 3: 30, 2: 20, 0: 15, 1: 10}
CELL = 100.0
UNIT_CELLS = 12


def rows(output, name):
    with open(current(output) / "tables" / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def levels(output, scenario):
    dataset = gdal.Open(str(current(output) / f"rasters/risk-level-{scenario}.tif"))
    return dataset.ReadAsArray(), dataset.GetGeoTransform()


def zones(output, scenario):
    source = ogr.Open(str(current(output) / "vectors.gpkg"))
    return [(f["level"], f["area_m2"], f["merged_m2"], f["below_unit"], f.GetGeometryRef().Clone())
            for f in source.GetLayerByName("risk-zones") if f["scenario"] == scenario]


def mask_polygon(level, transform):
    """The cells with data as one geometry, by GDAL."""
    memory = gdal.GetDriverByName("MEM").Create("", level.shape[1], level.shape[0], 1, gdal.GDT_Byte)
    memory.SetGeoTransform(transform)
    band = memory.GetRasterBand(1)
    band.WriteArray((level != 255).astype(np.uint8))
    store = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = store.CreateLayer("mask", None, ogr.wkbPolygon)
    gdal.Polygonize(band, band, layer, -1)
    union = ogr.Geometry(ogr.wkbMultiPolygon)
    for feature in layer:
        union.AddGeometry(feature.GetGeometryRef().Buffer(0))
    return union.UnionCascaded()


class Patches:
    """Connected areas of equal level that merge one by one, smallest first: slow and plain."""

    def __init__(self, level):
        self.label = np.full(level.shape, -1)
        self.level, self.cells, self.first, self.around = {}, {}, {}, {}
        height, width = level.shape
        for row in range(height):
            for column in range(width):
                if level[row, column] != 255 and self.label[row, column] < 0:
                    self.flood(level, row, column, len(self.level))
        for row in range(height):
            for column in range(width):
                for other in ((row + 1, column), (row, column + 1)):
                    if other[0] < height and other[1] < width:
                        a, b = self.label[row, column], self.label[other]
                        if a >= 0 and b >= 0 and a != b:
                            self.around[a].add(b)
                            self.around[b].add(a)

    def flood(self, level, row, column, name):
        value = level[row, column]
        stack = [(row, column)]
        self.label[row, column] = name
        count = 0
        while stack:
            r, c = stack.pop()
            count += 1
            for y, x in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
                inside = 0 <= y < level.shape[0] and 0 <= x < level.shape[1]
                if inside and self.label[y, x] < 0 and level[y, x] == value:
                    self.label[y, x] = name
                    stack.append((y, x))
        self.level[name], self.cells[name], self.around[name] = int(value), count, set()
        self.first[name] = row * level.shape[1] + column

    def merge(self, unit):
        while True:
            small = sorted((self.cells[p], self.first[p], p) for p in self.level if self.cells[p] < unit)
            for _, _, patch in small:
                best = max((self.level[n] for n in self.around[patch]), key=RANK.get, default=None)
                if best is not None and RANK[best] > RANK[self.level[patch]]:
                    for neighbour in [n for n in self.around[patch] if self.level[n] == best]:
                        self.absorb(patch, neighbour)
                    self.level[patch] = best
                    break
            else:
                return

    def absorb(self, patch, other):
        self.cells[patch] += self.cells.pop(other)
        self.first[patch] = min(self.first[patch], self.first.pop(other))
        self.level.pop(other)
        for n in self.around.pop(other):
            self.around[n].discard(other)
            if n != patch:
                self.around[n].add(patch)
                self.around[patch].add(n)
        self.label[self.label == other] = patch


class Zones(ProjectTest):
    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory()
        cls.project = copy_project(cls.holder.name, cell_size=int(CELL))
        cls.output = Path(cls.holder.name) / "out"
        box = [(380000, 3300000), (396000, 3300000), (396000, 3312000), (380000, 3312000), (380000, 3300000)]
        districts = {"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"id": "west", "name_zh": "西"},
             "geometry": {"type": "Polygon", "coordinates": [box]}}]}
        (cls.project.parent / "districts.geojson").write_text(json.dumps(districts), encoding="utf-8")
        text = re.sub(r"^\[zones\]\n(?:[a-z_]+ = .*\n)*", "", cls.project.read_text(encoding="utf-8"), flags=re.M)
        text = text.replace("berth_buffer_m = 300", 'districts = { file = "districts.geojson", crs = "EPSG:4550" }\n'
                            "berth_buffer_m = 300", 1)
        text += f"\n[zones]\nmapping_unit_ha = {UNIT_CELLS}\nsimplify_m = 80\noverview = \"mode\"\n"
        cls.project.write_text(text, encoding="utf-8")
        cls("build_once").build(cls.project, cls.output)

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def build_once(self):
        pass

    def test_polygons_are_valid_without_gaps_or_overlaps(self):
        for scenario in ("resident", "worker"):
            level, transform = levels(self.output, scenario)
            union = ogr.Geometry(ogr.wkbMultiPolygon)
            total = 0
            for _, area, _, _, geometry in zones(self.output, scenario):
                self.assertTrue(geometry.IsValid())
                self.assertAlmostEqual(geometry.Area(), area, delta=1e-6 * area)
                total += geometry.Area()
                for part in geometry:
                    union.AddGeometry(part)
            union = union.UnionCascaded()
            # Where two overlapped, the union would be smaller than the sum.
            self.assertAlmostEqual(union.Area(), total, delta=1e-8 * total)
            self.assertLess(union.SymDifference(mask_polygon(level, transform)).Area(), 1e-8 * total)

    def test_merging_is_what_a_second_implementation_gives(self):
        level, _ = levels(self.output, "resident")
        patches = Patches(level)
        patches.merge(UNIT_CELLS)
        expected = sorted((patches.level[p], patches.cells[p] * CELL**2) for p in patches.level)
        self.assertEqual(expected, sorted((z[0], z[1]) for z in zones(self.output, "resident")))
        self.assertGreater(sum(z[2] for z in zones(self.output, "resident")), 0)

    def test_small_areas_that_stay_have_only_lower_neighbours(self):
        found = zones(self.output, "resident")
        small = [z for z in found if z[3]]
        self.assertEqual(len(small), sum(z[1] < UNIT_CELLS * CELL**2 for z in found))
        for level, _, _, _, geometry in small:
            for other in found:
                if other[4].Intersects(geometry) and geometry.Intersection(other[4]).GetGeometryType() != ogr.wkbPoint:
                    self.assertLessEqual(RANK[other[0]], RANK[level])

    def test_table_of_merging(self):
        table = rows(self.output, "risk-zones.csv")
        self.assertEqual(len(table), 10)
        for row in table:
            value = int(row["level"])
            level, _ = levels(self.output, row["scenario"])
            own = [z for z in zones(self.output, row["scenario"]) if z[0] == value]
            self.assertEqual(int(row["zones"]), len(own))
            self.assertEqual(float(row["area_m2"]), sum(z[1] for z in own))
            self.assertEqual(float(row["cells_m2"]), (level == value).sum() * CELL**2)
            self.assertEqual(float(row["merged_in_m2"]), sum(z[2] for z in own))
            self.assertEqual(float(row["cells_m2"]) + float(row["merged_in_m2"]) - float(row["merged_out_m2"]),
                             float(row["area_m2"]))
            self.assertEqual(row["mark"], "示例数据·非真实")
            if value == 4:
                self.assertEqual(float(row["merged_out_m2"]), 0)

    def test_lines_are_simplified(self):
        points = sum(part.GetGeometryRef(r).GetPointCount() for z in zones(self.output, "resident")
                     for part in z[4] for r in range(part.GetGeometryCount()))
        text = self.project.read_text(encoding="utf-8").replace("simplify_m = 80", "simplify_m = 0")
        self.project.with_name("plain.toml").write_text(text, encoding="utf-8")
        plain = self.folder / "plain"
        self.build(self.project.with_name("plain.toml"), plain)
        before = sum(part.GetGeometryRef(r).GetPointCount() for z in zones(plain, "resident")
                     for part in z[4] for r in range(part.GetGeometryCount()))
        self.assertLess(points, before)
        self.assertEqual([z[:4] for z in zones(self.output, "resident")], [z[:4] for z in zones(plain, "resident")])
        for _, area, _, _, geometry in zones(plain, "resident"):
            self.assertEqual(geometry.Area(), area)

    def test_districts_and_approximate_zones(self):
        level, transform = levels(self.output, "resident")
        table = [r for r in rows(self.output, "areas.csv") if r["scenario"] == "resident"]
        x = transform[0] + CELL * (np.arange(level.shape[1]) + 0.5)
        y = transform[3] - CELL * (np.arange(level.shape[0]) + 0.5)
        inside = ((x > 380000) & (x < 396000))[None, :] & ((y > 3300000) & (y < 3312000))[:, None]
        district = {int(r["level"]): r for r in table if r["zone"] == "west"}
        self.assertEqual(set(district), {0, 1, 2, 3, 4})
        for value, row in district.items():
            self.assertEqual(row["kind"], "district")
            self.assertEqual(float(row["area_m2"]), ((level == value) & inside).sum() * CELL**2)
        for row in table:
            if row["kind"] != "chemical-zone":
                continue
            self.assertIn("示意范围", row["remark"])
            self.assertLessEqual(float(row["area_inner_m2"]), float(row["area_m2"]))
            self.assertGreaterEqual(float(row["area_outer_m2"]), float(row["area_m2"]))
        statistics = rows(self.output, "area-statistics.csv")
        cancer = gdal.Open(str(current(self.output) / "rasters/cancer-risk-resident.tif")).ReadAsArray()
        known = (level >= 1) & (level <= 4)
        whole = next(r for r in statistics if r["scenario"] == "resident" and r["kind"] == "map")
        self.assertAlmostEqual(float(whole["cancer_risk_max"]) / cancer[known].max(), 1, places=6)
        self.assertAlmostEqual(float(whole["cancer_risk_mean"]) / cancer[known].astype(float).mean(), 1, places=9)
        self.assertEqual(whole["highest_level"], "4")
        extents = [r["extent"] for r in statistics if r["scenario"] == "resident" and r["zone"] == "DX"]
        self.assertEqual(extents, ["outline", "inner", "outer"])

    def test_overviews_by_mode_when_asked_for(self):
        path = str(current(self.output) / "rasters/risk-level-resident.tif")
        dataset = gdal.Open(path)
        self.assertEqual(dataset.GetMetadataItem("OVERVIEW_RESAMPLING"), "MODE")
        root = json.loads((current(self.output) / "manifest.json").read_text(encoding="utf-8"))
        layer = next(entry for entry in root["layers"] if entry["id"] == "risk-level-resident")
        self.assertEqual(layer["overview"], "mode")
        band = dataset.GetRasterBand(1)
        fine = band.ReadAsArray()
        coarse = band.GetOverview(0).ReadAsArray()
        order = [4, 3, 2, 0, 1]
        for row in range(0, coarse.shape[0], 7):
            for column in range(coarse.shape[1]):
                block = fine[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
                counts = [(block == value).sum() for value in order]
                expected = order[int(np.argmax(counts))] if max(counts) else 255
                self.assertEqual(coarse[row, column], expected)

    def test_wrong_options_are_named(self):
        for text, told in (("mapping_unit_ha = -1", "mapping_unit_ha"), ("overview = \"modus\"", "mode"),
                           ("mapping_unit = 1", "mapping_unit_ha")):
            project = self.project.with_name("wrong.toml")
            project.write_text(self.project.read_text(encoding="utf-8").split("\n[zones]\n")[0] + f"\n[zones]\n{text}\n",
                               encoding="utf-8")
            result = run("build", project, "--output", self.folder / "out", "--progress", "none")
            self.assertEqual(result.returncode, 1)
            self.assertIn(told, result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
