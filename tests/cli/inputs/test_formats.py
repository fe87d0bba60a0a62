"""The same data in the formats and words of GIS offices give the same rasters to the byte."""

import csv
import sys
import unittest
from pathlib import Path

from osgeo import ogr, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from projects import ProjectTest, copy_project, current, manifest, run  # noqa: E402

ogr.UseExceptions()
CHINESE = {"id": "编号", "x": "东坐标", "y": "北坐标", "station": "监测点位", "pollutant": "监测项目", "value": "浓度", "unit": "单位",
           "period_start": "开始日期", "period_end": "结束日期", "detection_limit": "检出限", "n_samples": "样品数",
           "qualifier": "限定符"}
SUBSTANCES = {"benzene": "苯", "butadiene": "106-99-0"}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def typed(text):
    try:
        return float(text)
    except ValueError:
        return text


class Formats(ProjectTest):
    def setUp(self):
        super().setUp()
        self.project = copy_project(self.folder, cell_size=1000)
        self.data = self.project.parent
        self.use('method = "ordinary-kriging"\ntransform = "log"', 'method = "idw"')  # quick, and as good for comparing

    def rasters(self, name="out"):
        self.build(self.project, self.folder / name)
        return {p.name: p.read_bytes() for p in sorted((current(self.folder / name) / "rasters").glob("*.tif"))}

    def use(self, old, new):
        text = self.project.read_text(encoding="utf-8")
        self.assertIn(old, text)
        self.project.write_text(text.replace(old, new, 1), encoding="utf-8")

    def write_layer(self, driver, target, rows, place=None, options=()):
        """Numbers as numbers; a point per row where `place` names the columns of its coordinates."""
        source = ogr.GetDriverByName(driver).CreateDataSource(str(target))
        srs = osr.SpatialReference()
        srs.ImportFromEPSG(4550)
        layer = source.CreateLayer(Path(target).stem, srs if place else None, ogr.wkbPoint if place else ogr.wkbNone,
                                   list(options))
        columns = [c for c in rows[0] if not place or c not in place]
        for column in columns:
            numeric = all(isinstance(typed(row[column]), float) for row in rows)
            layer.CreateField(ogr.FieldDefn(column, ogr.OFTReal if numeric else ogr.OFTString))
        for row in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for column in columns:
                if row[column] != "":
                    feature[column] = typed(row[column])
            if place:
                feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({row[place[0]]} {row[place[1]]})"))
            layer.CreateFeature(feature)

    def test_chinese_headers_in_gb18030(self):
        expected = self.rasters()
        for name in ("stations.csv", "observations.csv"):
            rows = rows_of(self.data / name)
            with open(self.data / name, "w", encoding="gb18030", newline="") as file:
                writer = csv.writer(file)
                writer.writerow([CHINESE.get(column, column) for column in rows[0]])
                for row in rows:
                    if "pollutant" in row:
                        row["pollutant"] = SUBSTANCES.get(row["pollutant"], row["pollutant"])
                    writer.writerow(row.values())
        self.assertEqual(self.rasters("other"), expected)
        encodings = {i["path"]: i["encoding"] for i in manifest(self.folder / "other")["inputs"]}
        self.assertEqual(encodings["stations.csv"], "GB18030")
        self.assertEqual(encodings["receptors.csv"], "UTF-8")
        checked = run("check", self.project).stdout
        self.assertIn("stations.csv: 48 rows, EPSG:4550, GB18030", checked)
        self.assertIn("info [encoding-converted] stations.csv", checked)

    def test_sheets(self):
        expected = self.rasters()
        for name in ("stations", "observations"):
            self.write_layer("XLSX", self.data / f"{name}.xlsx", rows_of(self.data / f"{name}.csv"))
            self.use(f'file = "{name}.csv"', f'file = "{name}.xlsx"')
        self.assertEqual(self.rasters("other"), expected)
        self.assertEqual(run("check", self.project).returncode, 0)

    def test_layers_of_points(self):
        expected = self.rasters()
        old = "stations.csv"
        for driver, new in (("GPKG", "points.gpkg"), ("ESRI Shapefile", "points.shp")):
            with self.subTest(driver):
                options = ["ENCODING=UTF-8"] if new.endswith("shp") else []
                self.write_layer(driver, self.data / new, rows_of(self.data / "stations.csv"), ("x", "y"), options)
                self.use(old, new)
                self.assertEqual(self.rasters(new), expected)
                old = new

    def test_a_layer_in_another_crs_is_brought_into_the_declared_one(self):
        rows = rows_of(self.data / "receptors.csv")
        source = ogr.GetDriverByName("GeoJSON").CreateDataSource(str(self.data / "receptors.geojson"))
        layer = source.CreateLayer("receptors", None, ogr.wkbPoint)
        for column in ("id", "name_zh", "type"):
            layer.CreateField(ogr.FieldDefn(column, ogr.OFTString))
        for row in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for column in ("id", "name_zh", "type"):
                feature[column] = row[column]
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT({row['lon']} {row['lat']})"))
            layer.CreateFeature(feature)
        del layer, source
        self.use('file = "receptors.csv"\ncrs = "EPSG:4326"', 'file = "receptors.geojson"\ncrs = "EPSG:4550"')
        result = run("check", self.project, "--format", "json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn('"coordinate-outside",\n   "file": "receptors.geojson"', result.stdout)

    def test_columns_by_the_project_files_own_mapping(self):
        expected = self.rasters()
        path = self.data / "stations.csv"
        path.write_text(path.read_text(encoding="utf-8").replace("id,name_zh,name_en,x,y", "站,name_zh,name_en,X80,Y80", 1),
                        encoding="utf-8")
        self.use('file = "stations.csv"', 'file = "stations.csv"\ncolumns = { id = "站", x = "X80", y = "Y80" }')
        self.assertEqual(self.rasters("other"), expected)
        self.use('x = "X80"', 'x = "X8O"')
        result = run("build", self.project, "--output", self.folder / "bad", "--progress", "none")
        self.assertEqual(result.returncode, 1)
        self.assertIn("column 'X8O', which the project file names for 'x', is missing; did you mean 'X80'?", result.stderr)

    def test_damaged_and_unknown_files(self):
        (self.data / "stations.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
        self.use('file = "stations.csv"', 'file = "stations.xlsx"')
        self.assertIn("stations.xlsx", run("build", self.project, "--output", self.folder / "bad").stderr)
        self.use('file = "stations.xlsx"', 'file = "stations.doc"')
        result = run("build", self.project, "--output", self.folder / "bad")
        self.assertEqual(result.returncode, 1)
        self.assertIn("files ending in '.doc' cannot be read as a table", result.stderr)
        self.assertFalse((self.folder / "bad").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
