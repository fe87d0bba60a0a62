#!/usr/bin/python3
"""Every tile of every layer from zoom 8 to 17: the legend's colours, neighbours that fit, the class of the place."""

import sys
import unittest

import numpy as np
from osgeo import gdal

from live import ROOT, LiveTest, tile_at, tiles_over

sys.path.insert(0, str(ROOT / "tests" / "support"))
import closure  # noqa: E402

RANK = {4: 40, 3: 30, 2: 20, 0: 15, 1: 10}
ZOOMS = range(8, 18)


class Closure(LiveTest):
    run_options = {"cell": 4.0}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        layers = cls.server.get("/manifest.json").json()["layers"]
        cls.layers = {entry["id"]: entry for entry in layers if entry["id"] != "risk-level"}  # an alias
        cls.legends = {name: cls.server.get(f"/legend/{name}.json").json() for name in cls.layers}
        document = cls.server.get("/tiles/risk-level/tile.json").json()
        cls.bounds, cls.native = document["bounds"], document["native_zoom"]

    def png(self, layer, zoom, x, y):
        return self.ok(f"/tiles/{layer}/{zoom}/{x}/{y}.png").body

    def truth(self, layer):
        return closure.Truth(gdal.Open(str(self.folder / "current" / self.layers[layer]["path"])), self.legends[layer])

    def test_every_colour_of_every_tile_is_in_the_legend(self):
        for layer, legend in self.legends.items():
            colours = {entry["colour"] for entry in legend["classes"]}
            seen = set()
            for zoom in ZOOMS:
                for x, y in tiles_over(self.bounds, zoom):
                    found = closure.colours_of(self.png(layer, zoom, x, y))
                    self.assertLessEqual(found, colours, f"{layer} {zoom}/{x}/{y}")
                    seen |= found
            self.assertTrue(seen, layer)

    def test_borders_and_native_pixels_have_the_class_of_their_place(self):
        """So do the pixels on either side of every border between two tiles: nothing jumps there."""
        self.assertLess(self.native, ZOOMS[-1])
        for layer in self.layers:
            truth, legend = self.truth(layer), self.legends[layer]
            checked = 0
            for zoom in range(self.native, ZOOMS[-1] + 1):
                for number, (x, y) in enumerate(tiles_over(self.bounds, zoom)):
                    rows, columns = np.mgrid[0:256, 0:256].reshape(2, -1)
                    if number % 16 != 0:
                        edge = (rows % 255 == 0) | (columns % 255 == 0)
                        rows, columns = rows[edge], columns[edge]
                    u, v = truth.cells(*closure.lonlat(zoom, x * 256 + columns + 0.5, y * 256 + rows + 0.5))
                    expected, certain = truth.classes(u, v)
                    found = closure.classes_of(self.png(layer, zoom, x, y), legend)[rows, columns]
                    wrong = np.nonzero((found != expected) & certain)[0]
                    self.assertEqual(0, len(wrong), f"{layer} {zoom}/{x}/{y}: {len(wrong)} pixels, the first at "
                                     f"{columns[wrong[:1]]}, {rows[wrong[:1]]}")
                    checked += np.count_nonzero(certain)
            self.assertGreater(checked, 100000)

    def test_below_native_zoom_no_cell_is_shown_lower_than_it_is(self):
        back = self.truth("risk-level-resident").transform.GetInverse()
        for layer in (name for name, entry in self.layers.items() if entry["kind"] == "level"):
            truth, legend = self.truth(layer), self.legends[layer]
            rank_of = np.array([RANK[entry["value"]] for entry in legend["classes"]] + [0])
            rows, columns = np.nonzero(truth.values != 255)
            a = truth.affine
            centres = np.stack([a[0] + (columns + 0.5) * a[1], a[3] + (rows + 0.5) * a[5]], 1)
            places = np.array(back.TransformPoints(centres.tolist()))[:, :2]
            own = np.array([RANK[value] for value in truth.values[rows, columns].tolist()])
            for zoom in range(ZOOMS[0], self.native):
                x, y = np.vectorize(tile_at)(places[:, 0], places[:, 1], zoom)
                for tx, ty in tiles_over(self.bounds, zoom):
                    here = (np.floor(x) == tx) & (np.floor(y) == ty)
                    found = closure.classes_of(self.png(layer, zoom, tx, ty), legend)
                    shown = rank_of[found[((y[here] - ty) * 256).astype(int), ((x[here] - tx) * 256).astype(int)]]
                    self.assertEqual(0, np.count_nonzero(shown < own[here]), f"{layer} {zoom}/{tx}/{ty}")


if __name__ == "__main__":
    unittest.main()
