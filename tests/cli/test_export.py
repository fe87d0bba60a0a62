"""mapgen export with the real binary: values equal the run's, other CRSs and cell sizes, styles beside the file; vectors,
tables and the whole run for other programs, and what may not go out."""

import csv
import hashlib
import json
import shutil
import sys
import unittest
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from osgeo import gdal, ogr, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import BuiltSampleTest, current, run  # noqa: E402

gdal.UseExceptions()
gdal.SetConfigOption("OGR_XLSX_HEADERS", "FORCE")
RANK = {255: -1, 1: 0, 0: 1, 2: 2, 3: 3, 4: 4}


class Exports(BuiltSampleTest):
    def export(self, layer, name, *options):
        path = self.folder / name
        result = run("export", self.output, layer, "--output", path, *options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return gdal.Open(str(path))

    def own(self, layer):
        return gdal.Open(str(current(self.output) / f"rasters/{layer}.tif"))

    def test_on_the_runs_own_grid_the_values_are_the_runs(self):
        for layer in ("concentration-benzene", "risk-level-resident", "cancer-risk-worker"):
            exported, own = self.export(layer, "own.tif"), self.own(layer)
            self.assertEqual(exported.GetGeoTransform(), own.GetGeoTransform())
            self.assertTrue(np.array_equal(exported.ReadAsArray(), own.ReadAsArray()), layer)
            self.assertEqual(exported.GetRasterBand(1).GetNoDataValue(), own.GetRasterBand(1).GetNoDataValue())
            self.assertEqual(exported.GetMetadataItem("RUN"), self.root["id"])
            self.assertEqual(exported.GetMetadataItem("SYNTHETIC"), "示例数据·非真实")

    def test_a_box_is_cut_along_the_runs_cells(self):
        own = self.own("concentration-benzene")
        x0, size, _, y0, _, _ = own.GetGeoTransform()
        exported = self.export("concentration-benzene", "box.tif", "--bbox", x0 + 10 * size + 1, y0 - 40 * size,
                               x0 + 30 * size, y0 - 20 * size)
        self.assertEqual(exported.GetGeoTransform(), (x0 + 10 * size, size, 0, y0 - 20 * size, 0, -size))
        self.assertTrue(np.array_equal(exported.ReadAsArray(), own.ReadAsArray()[20:40, 10:30]))

    def test_another_crs_has_the_value_of_the_cell_under_each_centre(self):
        own = self.own("risk-level-resident")
        cells, (x0, size, _, y0, _, _) = own.ReadAsArray(), own.GetGeoTransform()
        for code in (4490, 3857):
            exported = self.export("risk-level-resident", f"{code}.tif", "--crs", f"EPSG:{code}")
            there = exported.ReadAsArray()
            crs, plane = osr.SpatialReference(exported.GetProjection()), osr.SpatialReference()
            self.assertEqual(crs.GetAuthorityCode(None), str(code))
            plane.ImportFromEPSG(4550)
            for s in (crs, plane):
                s.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
            back = osr.CoordinateTransformation(crs, plane)
            a = exported.GetGeoTransform()
            compared = 0
            for row in range(3, there.shape[0], 7):
                for column in range(3, there.shape[1], 7):
                    x, y, _ = back.TransformPoint(a[0] + (column + 0.5) * a[1], a[3] + (row + 0.5) * a[5])
                    c, r = (x - x0) / size, (y0 - y) / size
                    if min(c % 1, 1 - c % 1, r % 1, 1 - r % 1) < 1e-3:
                        continue
                    inside = 0 <= c < cells.shape[1] and 0 <= r < cells.shape[0]
                    self.assertEqual(there[row, column], cells[int(r), int(c)] if inside else 255)
                    compared += 1
            self.assertGreater(compared, 200)

    def test_larger_cells_lose_neither_a_hot_spot_nor_the_unknown(self):
        cells = self.own("risk-level-resident").ReadAsArray()
        exported = self.export("risk-level-resident", "coarse.tif", "--cell-size", "1000")
        coarse = exported.ReadAsArray()
        self.assertEqual(exported.GetGeoTransform()[1], 1000)
        for row in range(coarse.shape[0]):
            for column in range(coarse.shape[1]):
                block = cells[row * 5:row * 5 + 5, column * 5:column * 5 + 5]
                self.assertEqual(coarse[row, column], max(block.ravel(), key=RANK.get))
        self.assertIn(4, coarse)

    def test_means_of_larger_cells_need_half_of_them_known(self):
        cells = self.own("concentration-benzene").ReadAsArray().astype(float)
        cells[cells == -9999] = np.nan
        coarse = self.export("concentration-benzene", "mean.tif", "--cell-size", "1000").ReadAsArray()
        for row in range(coarse.shape[0]):
            for column in range(coarse.shape[1]):
                block = cells[row * 5:row * 5 + 5, column * 5:column * 5 + 5].ravel()
                known = block[~np.isnan(block)]
                if 2 * len(known) < 25:
                    self.assertEqual(coarse[row, column], -9999)
                else:
                    self.assertAlmostEqual(coarse[row, column] / known.mean(), 1, delta=1e-5)

    def test_styles_lie_beside_and_levels_have_a_colour_table(self):
        exported = self.export("risk-level-resident", "styled.tif")
        table = exported.GetRasterBand(1).GetColorTable()
        self.assertEqual(table.GetColorEntry(4)[:3], (0xD7, 0x19, 0x1C))
        entries = ElementTree.parse(self.folder / "styled.qml").findall(".//paletteEntry")
        self.assertEqual({int(e.get("value")): e.get("color") for e in entries}[4], "#d7191c")
        self.assertEqual((self.folder / "styled.sld").read_bytes(),
                         (current(self.output) / "styles/risk-level.sld").read_bytes())
        self.export("concentration-benzene", "values.tif")
        items = ElementTree.parse(self.folder / "values.qml").findall(".//item")
        style = ElementTree.parse(current(self.output) / "styles/concentration-benzene.sld")
        classes = [entry for entry in style.iter() if entry.tag.endswith("}ColorMapEntry")]
        self.assertGreater(len(classes), 2)
        self.assertEqual(len(items), len(classes))
        self.assertEqual(items[-1].get("value"), "inf")

    def test_rgba_has_the_styles_colours_and_no_others(self):
        exported = self.export("risk-level-resident", "rgba.tif", "--rgba")
        picture = exported.ReadAsArray()
        self.assertEqual(exported.GetRasterBand(4).GetColorInterpretation(), gdal.GCI_AlphaBand)
        cells = self.own("risk-level-resident").ReadAsArray()
        self.assertEqual({tuple(picture[:, r, c]) for r, c in np.argwhere(cells == 3)[:50]}, {(0xF9, 0x8E, 0x2B, 255)})
        self.assertEqual({tuple(picture[:, r, c]) for r, c in np.argwhere(cells == 255)[:50]}, {(0, 0, 0, 0)})

    def write(self, name, *arguments, run_folder=None):
        path = self.folder / name
        result = run("export", run_folder or self.output, *arguments, "--output", path)
        self.assertEqual(result.returncode, 0, result.stderr)
        return path, result.stderr

    def own_vectors(self):
        return ogr.Open(str(current(self.output) / "vectors.gpkg"))

    def restricted_run(self):
        """The run as a public one that keeps stations and two tables back."""
        folder = self.folder / "restricted"
        if not folder.exists():
            shutil.copytree(current(self.output).resolve(), folder)
            root = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            root["restricted"] = ["stations", "tables/stations.csv", "tables/exceedances.csv", "sd-benzene"]
            (folder / "manifest.json").write_text(json.dumps(root), encoding="utf-8")
        return folder

    def test_a_geopackage_has_every_feature_and_a_style_for_each_layer(self):
        path, _ = self.write("all.gpkg")
        exported, own = ogr.Open(str(path)), self.own_vectors()
        names = [exported.GetLayer(i).GetName() for i in range(exported.GetLayerCount())]
        self.assertIn("敏感受体", names)
        self.assertEqual(exported.GetLayerByName("敏感受体").GetFeatureCount(),
                         own.GetLayerByName("receptors").GetFeatureCount())
        parts = [name for name in names if name.startswith("风险分区")]
        self.assertEqual(len(parts), len(self.root["scenarios"]))
        self.assertEqual(sum(exported.GetLayerByName(name).GetFeatureCount() for name in parts),
                         own.GetLayerByName("risk-zones").GetFeatureCount())
        for mine, theirs in zip(exported.GetLayerByName("港口泊位"), own.GetLayerByName("berths")):
            self.assertEqual(mine.items(), theirs.items())
            self.assertTrue(mine.GetGeometryRef().Equals(theirs.GetGeometryRef()))
        styles = {row["f_table_name"]: row for row in exported.GetLayerByName("layer_styles")}
        self.assertEqual(set(styles), set(names) - {"layer_styles"})
        colours = {level["level"]: level["colour"] for level in self.root["levels"]}
        for name in parts + ["敏感受体", "港口泊位"]:
            qml = styles[name]["styleQML"]
            ElementTree.fromstring(qml)
            for level, colour in colours.items():
                rgb = ",".join(str(int(colour[i:i + 2], 16)) for i in (1, 3, 5))
                self.assertIn(rgb + ",255", qml, (name, level))
        self.assertEqual(gdal.OpenEx(str(path)).GetMetadataItem("SYNTHETIC"), "示例数据·非真实")
        english, _ = self.write("en.gpkg", "risk-zones", "zones", "--language", "en")
        exported = ogr.Open(str(english))
        self.assertEqual([exported.GetLayer(i).GetName() for i in range(exported.GetLayerCount())],
                         ["risk-zones-resident", "risk-zones-worker", "zones", "layer_styles"])

    def test_a_workbook_has_every_table_with_numbers_as_numbers(self):
        path, _ = self.write("all.xlsx")
        book = ogr.Open(str(path))
        self.assertEqual(book.GetLayerCount(), len(self.root["tables"]) + 1)
        cover = [list(row.items().values()) for row in book.GetLayer(0)]
        self.assertEqual(cover[0][:2], ["数据性质", "示例数据·非真实"])
        self.assertIn(["运行编号", self.root["id"]], [row[:2] for row in cover])
        for i, table in enumerate(self.root["tables"]):
            sheet = book.GetLayer(i + 1)
            with open(current(self.output) / table["path"], encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))
            if len(rows) < 2:
                continue
            self.assertEqual([field.GetName() for field in sheet.schema], rows[0], table["path"])
            self.assertEqual(sheet.GetFeatureCount(), len(rows) - 1)
            for cells, feature in zip(rows[1:], sheet):
                for k, cell in enumerate(cells):
                    read = feature.GetField(k)
                    try:
                        self.assertAlmostEqual(float(read), float(cell), delta=1e-14 * abs(float(cell)))
                    except (TypeError, ValueError):
                        self.assertEqual("" if read is None else str(read), cell)
        kinds = {field.GetName(): field.GetTypeName() for field in book.GetLayerByName("敏感受体").schema}
        self.assertEqual((kinds["cancer_risk"], kinds["level"], kinds["id"]), ("Real", "Integer", "String"))

    def test_a_kmz_lies_where_the_run_lies(self):
        path, _ = self.write("level.kmz", "risk-level-resident")
        document = ogr.Open(f"/vsizip/{path}/doc.kml")
        vectors = self.own_vectors()
        own = vectors.GetLayerByName("berths")
        to_wgs84 = osr.CoordinateTransformation(own.GetSpatialRef(), document.GetLayer(0).GetSpatialRef())
        berths = next(layer for layer in map(document.GetLayer, range(document.GetLayerCount()))
                      if layer.GetName().startswith("港口泊位"))
        self.assertIn("示例数据·非真实", berths.GetName())
        for mine, theirs in zip(berths, own):
            point = theirs.GetGeometryRef().Clone()
            point.Transform(to_wgs84)
            self.assertLess(mine.GetGeometryRef().Distance(point), 2e-7)
        kml = gdal.VSIFOpenL(f"/vsizip/{path}/doc.kml", "rb")
        text = gdal.VSIFReadL(1, 10_000_000, kml).decode()
        gdal.VSIFCloseL(kml)
        root = ElementTree.fromstring(text)
        space = "{http://www.opengis.net/kml/2.2}"
        north, south, east, west = (float(root.find(f".//{space}LatLonBox/{space}{side}").text)
                                    for side in ("north", "south", "east", "west"))
        picture = gdal.Open(f"/vsizip/{path}/files/layer.png")
        levels = gdal.Warp("", gdal.Open(str(current(self.output) / "rasters/risk-level-resident.tif")), format="MEM",
                           dstSRS="EPSG:4326", outputBounds=(west, south, east, north), width=picture.RasterXSize,
                           height=picture.RasterYSize, resampleAlg="near").ReadAsArray()
        bands = picture.ReadAsArray()
        hot = (bands[0] == 0xD7) & (bands[1] == 0x19) & (bands[3] == 255)
        self.assertGreater(hot.sum(), 0)
        self.assertLess(np.sum(hot != (levels == 4)), 0.2 * hot.sum() + 2)
        self.assertNotIn("http://maps", text)

    def test_a_stac_item_tells_of_every_file(self):
        path, _ = self.write("item.json")
        item = json.loads(path.read_text(encoding="utf-8"))
        self.assertEqual((item["type"], item["stac_version"], item["id"]), ("Feature", "1.0.0", self.root["id"]))
        self.assertEqual(item["properties"]["start_datetime"], "2025-08-31T16:00:00Z")
        self.assertEqual(item["properties"]["end_datetime"], "2026-08-31T15:59:59Z")
        west, south, east, north = item["bbox"]
        self.assertTrue(121 < west < east < 123 and 29 < south < north < 31)
        for layer in self.root["layers"]:
            asset = item["assets"][layer["id"]]
            raster = path.parent / asset["href"]
            self.assertEqual(asset["file:checksum"], "1220" + hashlib.sha256(raster.read_bytes()).hexdigest())
            data = gdal.Open(str(raster))
            self.assertEqual(asset["proj:shape"], [data.RasterYSize, data.RasterXSize])
            x0, dx, _, y0, _, dy = data.GetGeoTransform()
            self.assertEqual(asset["proj:transform"], [dx, 0, x0, 0, dy, y0])
        for asset in item["assets"].values():
            self.assertEqual((path.parent / asset["href"]).stat().st_size, asset["file:size"])

    def test_the_same_run_gives_the_same_bytes(self):
        for name in ("gpkg", "xlsx", "kmz", "json"):
            first, _ = self.write(f"one.{name}")
            before = first.read_bytes()
            again, _ = self.write(f"one.{name}")
            self.assertEqual(before, again.read_bytes(), name)

    def test_what_is_restricted_stays_in(self):
        folder = self.restricted_run()
        for arguments in (("stations", "--output", "x.gpkg"), ("stations", "--output", "x.xlsx"),
                          ("sd-benzene", "--output", "x.tif"), ("stations", "--output", "x.kmz")):
            result = run("export", folder, *arguments, cwd=self.folder)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn("is restricted", result.stderr)
            self.assertIn("--restricted", result.stderr)
            self.assertFalse((self.folder / arguments[-1]).exists())
            result = run("export", folder, *arguments, "--restricted", cwd=self.folder)
            self.assertEqual(result.returncode, 0, result.stderr)
            (self.folder / arguments[-1]).unlink()
        path, told = self.write("open.gpkg", run_folder=folder)
        self.assertEqual(told.count("\n"), 1)
        self.assertIn("stations, tables/stations.csv", told)
        exported = ogr.Open(str(path))
        self.assertIsNone(exported.GetLayerByName("监测点"))
        self.assertNotIn("示例大榭01号点".encode(), path.read_bytes())
        path, _ = self.write("open.xlsx", run_folder=folder)
        book = ogr.Open(str(path))
        names = [layer.GetName() for layer in book]
        self.assertNotIn("监测点统计", names)
        self.assertIn("敏感受体", names)
        path, _ = self.write("open.json", run_folder=folder)
        assets = json.loads(path.read_text(encoding="utf-8"))["assets"]
        for name in ("vectors", "manifest", "stations-table", "sd-benzene"):
            self.assertNotIn(name, assets)
        self.assertIn("receptors-table", assets)

    def test_an_internal_export_says_so_and_a_public_one_of_it_leaves_out(self):
        folder = self.restricted_run()
        path, told = self.write("internal.xlsx", "--audience", "internal", run_folder=folder)
        self.assertEqual(told, "")
        book = ogr.Open(str(path))
        cover = [list(row.items().values())[:2] for row in book.GetLayer(0)]
        self.assertIn(["公开范围", "内部资料,不得外传"], cover)
        path, _ = self.write("public.xlsx", "--audience", "public", run_folder=folder)
        book = ogr.Open(str(path))
        cover = [list(row.items().values())[:2] for row in book.GetLayer(0)]
        self.assertIn(["公开范围", "待地图审核后公开"], cover)

    def test_wrong_words_are_told_the_right_ones(self):
        for arguments, told in (
            (("concentration-benzen", "--output", "x.tif"), "did you mean 'concentration-benzene'?"),
            (("risk-level", "--output", "x.jpg"), "FILE.tif"),
            (("risk-level", "--output", "x.mbtiles"), "tileserver export"),
            (("risk-level", "--output", "x.dat", "--format", "geotif"), "did you mean 'geotiff'?"),
            (("receptor", "--output", "x.gpkg"), "did you mean 'receptors'?"),
            (("receptor", "--output", "x.xlsx"), "did you mean 'receptors'?"),
            (("--output", "x.gpkg", "--crs", "EPSG:4490"), "--crs: is for GeoTIFF"),
            (("risk-level", "sd-benzene", "--output", "x.kmz"), "a KMZ holds one"),
            (("risk-level", "--output", "x.json"), "whole run"),
            (("--output", "x.tif"), "one layer"),
            (("--output", "x.xlsx", "--audience", "pubic"), "did you mean 'public'?"),
            (("risk-level", "--output", "x.tif", "--cell-size", "-5"), "--cell-size: -5"),
            (("risk-level", "--output", "x.tif", "--bbox", "0", "0", "1", "1"), "does not meet layer"),
            (("risk-level", "--output", "x.tif", "--bbox", "2", "0", "1", "1"), "is empty"),
        ):
            result = run("export", self.output, *arguments, cwd=self.folder)
            self.assertEqual(result.returncode, 2, (arguments, result.stderr))
            self.assertIn(told, result.stderr)
        result = run("export", self.output, "risk-level", "--output", "x.tif", "--crs", "EPSG:99999", cwd=self.folder)
        self.assertEqual(result.returncode, 1)
        self.assertIn("EPSG:99999", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
