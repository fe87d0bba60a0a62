"""mapgen export with the real binary: values equal the run's, other CRSs and cell sizes, styles beside the file."""

import sys
import unittest
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from osgeo import gdal, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from projects import BuiltSampleTest, current, run  # noqa: E402

gdal.UseExceptions()
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

    def test_wrong_words_are_told_the_right_ones(self):
        for arguments, told in (
            (("concentration-benzen", "--output", "x.tif"), "did you mean 'concentration-benzene'?"),
            (("risk-level", "--output", "x.jpg"), "FILE.tif"),
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
