#!/usr/bin/python3
"""Tiles: only the legend's colours, no seams, hot spots kept, the same answer as /point."""

import random
import unittest

import numpy as np
from osgeo import gdal, osr

from live import RUN, LiveTest, Server, hexes, legend_colours, lonlat_of, pixels, tile_at, tiles_over

RANK = {4: 40, 3: 30, 2: 20, 0: 15, 1: 10, 255: 0}
LAYERS = ("risk-level", "cancer-risk-resident", "concentration-benzene", "status-resident")


def to_plane():
    geographic = osr.SpatialReference()
    geographic.ImportFromEPSG(4326)
    geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    plane = osr.SpatialReference()
    plane.ImportFromEPSG(4550)
    plane.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return osr.CoordinateTransformation(geographic, plane)


class Tiles(LiveTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bounds = cls.server.get("/tiles/risk-level/tile.json").json()["bounds"]
        cls.native = cls.server.get("/tiles/risk-level/tile.json").json()["native_zoom"]
        raster = gdal.Open(str(cls.folder / "current/rasters/risk-level.tif"))
        cls.levels = raster.ReadAsArray()
        cls.affine = raster.GetGeoTransform()
        cls.transform = to_plane()

    def tile(self, layer, zoom, x, y, ending=".png"):
        return pixels(self.ok(f"/tiles/{layer}/{zoom}/{x}/{y}{ending}").body)

    def mosaic(self, layer, zoom, ending=".png"):
        tiles = tiles_over(self.bounds, zoom)
        xs = sorted({x for x, _ in tiles})
        ys = sorted({y for _, y in tiles})
        rows = [np.concatenate([self.tile(layer, zoom, x, y, ending) for x in xs], 1) for y in ys]
        return np.concatenate(rows, 0), xs[0], ys[0]

    def cells_of(self, zoom, columns, rows, size=256):
        """Exact raster coordinates of places given in pixels of the whole map at that zoom."""
        places = [lonlat_of(c / size, r / size, zoom) for c, r in zip(columns, rows)]
        plane = np.array(self.transform.TransformPoints(places))
        return (plane[:, 0] - self.affine[0]) / self.affine[1], (plane[:, 1] - self.affine[3]) / self.affine[5]

    def test_every_colour_is_in_the_legend(self):
        for layer in LAYERS:
            colours = legend_colours(self.ok(f"/legend/{layer}.json").json())
            for zoom in range(8, 17):
                tiles = tiles_over(self.bounds, zoom)
                if len(tiles) > 60:
                    tiles = random.Random(zoom).sample(tiles, 60)
                for x, y in tiles:
                    found = hexes(self.tile(layer, zoom, x, y))
                    self.assertLessEqual(found, set(colours), f"{layer} {zoom}/{x}/{y}")

    def test_no_level_is_lost_below_native_zoom(self):
        colours = legend_colours(self.ok("/legend/risk-level.json").json())
        value_of = {c: entry["value"] for c, entry in colours.items()}
        rows, columns = np.nonzero(self.levels != 255)
        pick = np.random.default_rng(1).permutation(len(rows))[:4000]
        hot = np.nonzero(self.levels[rows, columns] == 4)[0]
        pick = np.unique(np.concatenate([pick, hot]))
        rows, columns = rows[pick], columns[pick]
        back = to_plane().GetInverse()
        centres = [(self.affine[0] + (c + 0.5) * 20, self.affine[3] - (r + 0.5) * 20) for r, c in zip(rows, columns)]
        places = np.array(back.TransformPoints(centres))
        for zoom in range(8, self.native):
            picture, x0, y0 = self.mosaic("risk-level", zoom)
            x, y = np.vectorize(tile_at)(places[:, 0], places[:, 1], zoom)
            px = np.floor((x - x0) * 256).astype(int)
            py = np.floor((y - y0) * 256).astype(int)
            for k in range(len(rows)):
                shown = "#%02x%02x%02x" % tuple(picture[py[k], px[k], :3])
                self.assertGreater(picture[py[k], px[k], 3], 0)
                self.assertGreaterEqual(RANK[value_of[shown]], RANK[int(self.levels[rows[k], columns[k]])],
                                        f"zoom {zoom}, cell {rows[k]} {columns[k]}")

    def test_the_lonely_hot_cell_is_seen_at_zoom_9(self):
        place = to_plane().GetInverse().TransformPoint(388000 + 60.5 * 20, 3314000 - 400.5 * 20)
        for zoom in (8, 9, 10, 14):
            x, y = tile_at(place[0], place[1], zoom)
            picture = self.tile("risk-level", zoom, int(x), int(y))
            colour = picture[int(y % 1 * 256), int(x % 1 * 256)]
            self.assertEqual("#%02x%02x%02x" % tuple(colour[:3]), "#d7191c", zoom)

    def test_every_pixel_at_native_zoom_and_beyond_is_the_cell_it_falls_into(self):
        colours = legend_colours(self.ok("/legend/risk-level.json").json())
        code = {tuple(int(c[i:i + 2], 16) for i in (1, 3, 5)): entry["value"] for c, entry in colours.items()}
        for zoom, ending, size in ((self.native, ".png", 256), (self.native + 2, ".png", 256),
                                   (self.native - 1, "@2x.png", 512)):
            tiles = tiles_over(self.bounds, zoom)
            for x, y in random.Random(zoom).sample(tiles, min(6, len(tiles))):
                picture = self.tile("risk-level", zoom, x, y, ending)
                rows, columns = np.mgrid[0:size, 0:size].reshape(2, -1)
                u, v = self.cells_of(zoom, x * size + columns + 0.5, y * size + rows + 0.5, size)
                away = (np.abs(u - np.round(u)) > 1e-3) & (np.abs(v - np.round(v)) > 1e-3)
                c, r = np.floor(u).astype(int), np.floor(v).astype(int)
                inside = (c >= 0) & (r >= 0) & (c < self.levels.shape[1]) & (r < self.levels.shape[0])
                expected = np.full(len(c), 255)
                expected[inside] = self.levels[r[inside], c[inside]]
                flat = picture.reshape(-1, 4)
                found = np.full(len(flat), 255)
                for colour, value in code.items():
                    found[np.all(flat[:, :3] == colour, axis=1) & (flat[:, 3] > 0)] = value
                self.assertEqual(0, np.count_nonzero((found != expected) & away), f"{zoom}/{x}/{y}{ending}")

    def test_a_tile_and_a_point_name_the_same_class(self):
        rng = random.Random(5)
        for layer in LAYERS:
            for zoom in (self.native, self.native + 1, 16):
                x, y = rng.choice(tiles_over(self.bounds, zoom))
                picture = self.tile(layer, zoom, x, y)
                for _ in range(25):
                    c, r = rng.randrange(256), rng.randrange(256)
                    lon, lat = lonlat_of(x + (c + 0.5) / 256, y + (r + 0.5) / 256, zoom)
                    values = self.ok(f"/point?lon={lon!r}&lat={lat!r}").json()["values"]
                    entry = next(v for v in values if v["layer"] == layer)
                    colour = picture[r, c]
                    shown = "#%02x%02x%02x" % tuple(colour[:3]) if colour[3] else None
                    named = entry["class"]["colour"] if entry["class"] else None
                    if named == "#ffffff" and shown is None:
                        continue  # the class that is drawn transparent
                    self.assertEqual(shown, named, f"{layer} {zoom}/{x}/{y} at {c},{r}")

    def test_tiles_meet_without_seams(self):
        """One zoom deeper, four tiles are the @2x tile cut into four."""
        for layer in LAYERS:
            for zoom in (9, 11, self.native, 14):
                x, y = tiles_over(self.bounds, zoom)[0]
                large = self.tile(layer, zoom, x, y, "@2x.png")
                parts = np.concatenate([np.concatenate(
                    [self.tile(layer, zoom + 1, 2 * x + i, 2 * y + j) for i in (0, 1)], 1) for j in (0, 1)], 0)
                differ = np.any(large[..., :3] != parts[..., :3], axis=2)
                self.assertLess(np.count_nonzero(differ), 4, f"{layer} {zoom}/{x}/{y}")

    def test_stripes_run_on_from_tile_to_tile(self):
        picture, x0, y0 = self.mosaic("risk-level", 13)
        grey = (picture[..., 0] == 0x9E) & (picture[..., 1] == 0x9E) & (picture[..., 3] > 0)
        rows, columns = np.nonzero(grey)
        self.assertGreater(len(rows), 10000)
        on_stripe = (rows + columns) % 8 < 3
        alpha = picture[rows, columns, 3]
        self.assertEqual({255}, set(alpha[on_stripe]))
        self.assertEqual({80}, set(alpha[~on_stripe]))

    def test_the_unknown_does_not_bleed(self):
        """Continuous layers: drawn exactly where the cell is known."""
        raster = gdal.Open(str(self.folder / "current/rasters/cancer-risk-resident.tif")).ReadAsArray()
        zoom = self.native + 1
        for x, y in random.Random(3).sample(tiles_over(self.bounds, zoom), 8):
            drawn = self.tile("cancer-risk-resident", zoom, x, y)[..., 3].reshape(-1) > 0
            rows, columns = np.mgrid[0:256, 0:256].reshape(2, -1)
            u, v = self.cells_of(zoom, x * 256 + columns + 0.5, y * 256 + rows + 0.5)
            c, r = np.floor(u).astype(int), np.floor(v).astype(int)
            inside = (c >= 0) & (r >= 0) & (c < raster.shape[1]) & (r < raster.shape[0])
            known = np.zeros(len(c), bool)
            known[inside] = ~np.isnan(raster[r[inside], c[inside]])
            away = (np.abs(u - np.round(u)) > 1e-3) & (np.abs(v - np.round(v)) > 1e-3)
            self.assertEqual(0, np.count_nonzero((drawn != known) & away))

    def test_styles_are_the_known_ones(self):
        x, y = tiles_over(self.bounds, 11)[0]
        path = f"/tiles/risk-level/11/{x}/{y}.png"
        other = hexes(pixels(self.ok(path + "?style=risk-level-colourblind").body))
        legend = self.ok("/legend/risk-level.json?style=risk-level-colourblind").json()
        self.assertLessEqual(other, set(legend_colours(legend)))
        self.assertNotEqual(other, hexes(pixels(self.ok(path).body)))
        self.assertEqual(self.ok(path + "?style=default").body, self.ok(path).body)
        document = self.problem(path + "?style=risk-leve", 400, "style-unknown")
        self.assertIn("risk-level", document["detail"])
        self.problem(path + "?style=cancer-risk", 400, "style-unknown")
        self.problem(path + "?style=../../etc/passwd", 400, "style-unknown")

    def test_outside_the_data_a_tile_is_transparent(self):
        for target in ("/tiles/risk-level/9/0/0.png", "/tiles/risk-level/22/1/1.png"):
            picture = pixels(self.ok(target).body)
            self.assertEqual(picture.shape, (256, 256, 4))
            self.assertFalse(picture[..., 3].any())
        self.assertEqual(pixels(self.ok("/tiles/risk-level/9/0/0@2x.png").body).shape, (512, 512, 4))

    def test_the_whole_world_in_one_tile(self):
        picture = self.tile("risk-level", 0, 0, 0)
        self.assertIn("#d7191c", hexes(picture))

    def test_pinned_tiles_are_the_same(self):
        x, y = tiles_over(self.bounds, 12)[0]
        plain = self.ok(f"/tiles/risk-level/12/{x}/{y}.png")
        pinned = self.ok(f"/runs/{RUN}/tiles/risk-level/12/{x}/{y}.png")
        self.assertEqual(plain.body, pinned.body)
        self.assertIn("immutable", pinned.header("Cache-Control"))
        self.assertNotIn("immutable", plain.header("Cache-Control"))

    def test_other_matrix_sets_show_the_same_place(self):
        place = to_plane().GetInverse().TransformPoint(388000 + 150.5 * 20, 3314000 - 120.5 * 20)
        for set_id, first in (("WorldCRS84Quad", 0), ("CGCS2000Quad", 1)):
            level = 12
            side = 180 / 2**level
            x, y = (place[0] + 180) / side, (90 - place[1]) / side
            path = f"/tiles/risk-level/{level + first}/{int(x)}/{int(y)}.png?tms={set_id}"
            colour = pixels(self.ok(path).body)[int(y % 1 * 256), int(x % 1 * 256)]
            self.assertEqual("#%02x%02x%02x" % tuple(colour[:3]), "#d7191c", set_id)
        self.problem("/tiles/risk-level/0/0/0.png?tms=CGCS2000Quad", 404, "tile-outside")
        self.problem("/tiles/risk-level/1/0/0.png?tms=Nowhere", 400, "parameter-invalid")

    def test_the_gcj02_set_moves_the_map(self):
        zoom = 15
        place = to_plane().GetInverse().TransformPoint(388000 + 60.5 * 20, 3314000 - 400.5 * 20)
        found = {}
        for set_id in ("WebMercatorQuad", "WebMercatorQuad-GCJ02"):
            x, y = tile_at(place[0], place[1], zoom)
            reds = []
            for i in (-1, 0, 1):
                for j in (-1, 0, 1):
                    picture = pixels(self.ok(f"/tiles/risk-level/{zoom}/{int(x) + i}/{int(y) + j}.png?tms={set_id}").body)
                    rows, columns = np.nonzero((picture[..., 0] == 0xD7) & (picture[..., 3] > 0))
                    reds += [(int(x) + i + c / 256, int(y) + j + r / 256) for r, c in zip(rows, columns)]
            found[set_id] = np.mean(reds, axis=0)
        step = found["WebMercatorQuad-GCJ02"] - found["WebMercatorQuad"]
        metres = np.hypot(*step) * 40075016.686 / 2**zoom * np.cos(np.radians(place[1]))
        self.assertGreater(metres, 450)
        self.assertLess(metres, 520)


class Empty204(LiveTest):
    config = 'empty_tile = "204"\n'

    def test_outside_the_data_there_is_no_content(self):
        answer = self.get("/tiles/risk-level/9/0/0.png")
        self.assertEqual(answer.status, 204)
        self.assertEqual(answer.body, b"")


class FromDisk(LiveTest):
    """No raster in memory: the same pictures, read block by block."""

    arguments = ("--raster-mb", "0")

    def test_same_bytes(self):
        other = Server(self.folder)
        try:
            bounds = self.ok("/tiles/risk-level/tile.json").json()["bounds"]
            for layer in LAYERS:
                for zoom in (8, 10, 12, 13, 15):
                    for x, y in tiles_over(bounds, zoom)[:4]:
                        for ending in (".png", "@2x.png"):
                            path = f"/tiles/{layer}/{zoom}/{x}/{y}{ending}"
                            self.assertEqual(self.ok(path).body, other.get(path).body, path)
        finally:
            self.assertEqual(other.stop(), 0)
            other.log.close()


if __name__ == "__main__":
    unittest.main()
