"""The risk zones of the Beilun sample at full size: polygons by GEOS, areas against the cells of the raster."""

import os
import unittest
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()
RUN = Path(os.environ["RUN"]) / "current"


class RiskZones(unittest.TestCase):
    def judge(self, scenario):
        dataset = gdal.Open(str(RUN / f"rasters/risk-level-{scenario}.tif"))
        level = dataset.ReadAsArray()
        cell_area = dataset.GetGeoTransform()[1] ** 2
        union = ogr.Geometry(ogr.wkbMultiPolygon)
        areas = np.zeros(5)
        source = ogr.Open(str(RUN / "vectors.gpkg"))
        for feature in source.GetLayerByName("risk-zones"):
            if feature["scenario"] != scenario:
                continue
            geometry = feature.GetGeometryRef()
            self.assertTrue(geometry.IsValid(), feature.GetFID())
            self.assertAlmostEqual(geometry.Area() / feature["area_m2"], 1, places=8)
            areas[feature["level"]] += feature["area_m2"]
            for part in geometry:
                union.AddGeometry(part)
        # As large as the sum: no overlaps; as large as the mask's cells and within them: no gaps.
        whole = union.UnionCascaded()
        self.assertAlmostEqual(whole.Area() / areas.sum(), 1, places=9)
        cells = np.array([(level == value).sum() * cell_area for value in range(5)])
        self.assertEqual(areas.sum(), cells.sum())
        memory = gdal.GetDriverByName("MEM").Create("", level.shape[1], level.shape[0], 1, gdal.GDT_Byte)
        memory.SetGeoTransform(dataset.GetGeoTransform())
        memory.SetProjection(dataset.GetProjection())
        store = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = store.CreateLayer("union", dataset.GetSpatialRef(), ogr.wkbMultiPolygon)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(whole)
        layer.CreateFeature(feature)
        gdal.RasterizeLayer(memory, [1], layer, burn_values=[1])
        np.testing.assert_array_equal(memory.ReadAsArray() == 1, level != 255)
        highest = max(value for value in range(5) if cells[value] > 0)
        self.assertGreaterEqual(areas[highest], cells[highest])
        for value in range(5):
            if cells[value] > 0 and value != highest:
                self.assertAlmostEqual(areas[value] / cells[value], 1, delta=0.01, msg=f"level {value}")

    def test_resident(self):
        self.judge("resident")

    def test_worker(self):
        self.judge("worker")


if __name__ == "__main__":
    unittest.main(verbosity=2)
