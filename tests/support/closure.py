"""Does every pixel of every tile have a colour of the legend, and the class that its place has?

Reads palette PNGs by itself and works out the class of a pixel's centre from the raster by another way than the
server: numpy over the whole grid, PROJ through GDAL for every single position.
"""

import math
import struct
import zlib

import numpy as np
from osgeo import osr

NONE = "none"  # the class of a transparent pixel


def _chunks(png):
    """Rows of packed bytes without their filter bytes, width, bit depth, and the palette as (r, g, b, alpha)."""
    at, table, alpha, data = 8, [], b"", b""
    while at < len(png):
        size, kind = struct.unpack(">I4s", png[at:at + 8])
        chunk = png[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", chunk[:10])
            assert colour == 3, "not a palette PNG"
        elif kind == b"PLTE":
            table = [tuple(chunk[i:i + 3]) for i in range(0, size, 3)]
        elif kind == b"tRNS":
            alpha = chunk
        elif kind == b"IDAT":
            data += chunk
        at += 12 + size
    stride = 1 + (width * depth + 7) // 8
    rows = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, stride)
    assert not rows[:, 0].any(), "a filtered row"
    alphas = list(alpha) + [255] * (len(table) - len(alpha))
    return rows[:, 1:], width, depth, [(*rgb, a) for rgb, a in zip(table, alphas)]


def palette_png(png):
    """Positions (height x width) and the palette."""
    rows, width, depth, table = _chunks(png)
    height = len(rows)
    bits = np.unpackbits(rows, axis=1)[:, :width * depth].reshape(height, width, depth)
    return (bits * (1 << np.arange(depth)[::-1])).sum(2), table


def colours_of(png):
    """'#rrggbb' of every pixel that is not fully transparent. The width must fill whole bytes, as a tile's does."""
    rows, width, depth, table = _chunks(png)
    assert width * depth % 8 == 0
    used = np.nonzero(np.bincount(rows.reshape(-1), minlength=256))[0].tolist()
    positions = {byte >> shift & ((1 << depth) - 1) for byte in used for shift in range(0, 8, depth)}
    return {"#%02x%02x%02x" % table[i][:3] for i in positions if table[i][3]}


def classes_of(png, legend):
    """Position in the legend's classes per pixel, -1 where transparent."""
    positions, table = palette_png(png)
    number = {entry["colour"]: i for i, entry in enumerate(legend["classes"])}  # a transparent class is -1 too
    of_position = np.array([number["#%02x%02x%02x" % e[:3]] if e[3] else -1 for e in table])
    return of_position[positions]


def lonlat(zoom, columns, rows):
    """Of places in pixels of the whole Web Mercator map."""
    n = 256 * 2.0**zoom
    return columns / n * 360 - 180, np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * rows / n))))


class Truth:
    """The class of any place of one layer, from its raster and its legend."""

    def __init__(self, data, legend, epsg=4550):
        self.values = data.ReadAsArray()
        self.affine = data.GetGeoTransform()
        self.legend = legend
        self.is_codes = self.values.dtype == np.uint8
        nodata = data.GetRasterBand(1).GetNoDataValue()
        if not self.is_codes:
            self.values = np.where(self.values == nodata, np.nan, self.values).astype(np.float64)
        geographic, plane = osr.SpatialReference(), osr.SpatialReference()
        geographic.ImportFromEPSG(4326)
        plane.ImportFromEPSG(epsg)
        for srs in (geographic, plane):
            srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        self.transform = osr.CoordinateTransformation(geographic, plane)

    def cells(self, lon, lat):
        plane = np.array(self.transform.TransformPoints(np.stack([lon, lat], 1).tolist()))
        return (plane[:, 0] - self.affine[0]) / self.affine[1], (plane[:, 1] - self.affine[3]) / self.affine[5]

    def classes(self, u, v, slack=1e-6):
        """Class per place, and whether it is certain: away from cells' edges and, relatively, from cuts by `slack`."""
        height, width = self.values.shape
        column, row = np.floor(u).astype(int), np.floor(v).astype(int)
        inside = (column >= 0) & (row >= 0) & (column < width) & (row < height)
        certain = (np.abs(u - np.round(u)) > slack) & (np.abs(v - np.round(v)) > slack)
        found = np.full(len(u), -1)
        own = self.values[row.clip(0, height - 1), column.clip(0, width - 1)]
        if self.is_codes:
            for i, entry in enumerate(self.legend["classes"]):
                found[inside & (own == entry["value"])] = i if entry["opacity"] else -1
            return found, certain
        known = inside & ~np.isnan(own)
        value = self._interpolated(u, v)
        for i, entry in enumerate(self.legend["classes"]):
            low = -math.inf if entry["min"] is None else float(np.float32(entry["min"]))
            high = math.inf if entry["max"] is None else float(np.float32(entry["max"]))
            found[known & (value >= low) & (value < high)] = i if entry["opacity"] else -1
            for cut in (low, high):
                if math.isfinite(cut):
                    certain &= ~known | (np.abs(value - cut) > slack * abs(cut))
        return found, certain

    def _interpolated(self, u, v):
        height, width = self.values.shape
        left, top = np.floor(u - 0.5), np.floor(v - 0.5)
        wx, wy = u - 0.5 - left, v - 0.5 - top
        total = np.zeros(len(u))
        weights = np.zeros(len(u))
        for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):
            cell = self.values[(top + dy).astype(int).clip(0, height - 1), (left + dx).astype(int).clip(0, width - 1)]
            weight = np.where(np.isnan(cell), 0, (wx if dx else 1 - wx) * (wy if dy else 1 - wy))
            total += np.where(np.isnan(cell), 0, cell) * weight
            weights += weight
        with np.errstate(invalid="ignore", divide="ignore"):
            return total / weights
