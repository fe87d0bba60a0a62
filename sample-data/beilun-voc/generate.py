#!/usr/bin/python3
"""Makes the synthetic part of this sample: stations, observations, sources, enterprises, weather and the zones' discs.

    generate.py [--output DIR]                             the committed files, byte for byte
    generate.py --truth FILE.tif [--cell-size M]           the noise-free field of every substance, one band each
    generate.py --truth-at POINTS.csv [--output-csv FILE]  the same at points (columns x, y in EPSG:4550)

Nothing here is measured and no enterprise is meant. Emissions are dispersed by Gaussian plumes (Briggs' rural
curves) averaged over a wind rose; stations see the sum with multiplicative noise and a detection limit.
"""

import argparse
import csv
import json
import math
import os
import sys

import numpy as np

SEED = 20260309
NOISE_SD = 0.2
CRS = "EPSG:4550"
EXTENT = (376400.0, 3293600.0, 413800.0, 3318200.0)
PERIOD = ("2025-09-01", "2026-08-31")
SAMPLES = 28
HOURS_PER_YEAR = 8760

# Centres in EPSG:4550 (x east, y north, metres) of the longitudes and latitudes beside them.
ZONES = {
    "DX": dict(
        name_zh="大榭", name_en="Daxie", lon=121.963, lat=29.938, x=399878.83, y=3313692.79, uncertainty_m=2500,
        evidence="centroid inferred from berths B20-B30 (annex of 甬口岸〔2021〕7号) and the island's shore (GSHHG 2.3.7)",
    ),
    "QZ": dict(
        name_zh="青峙", name_en="Qingzhi", lon=121.775, lat=29.960, x=381752.39, y=3316310.65, uncertainty_m=2500,
        evidence="centroid inferred from a power plant at Qijiashan (WRI Global Power Plant Database, CC BY 4.0) "
        "and the shore (GSHHG 2.3.7)",
    ),
    "LG": dict(
        name_zh="临港", name_en="Lingang", lon=121.905, lat=29.915, x=394254.34, y=3311194.98, uncertainty_m=2000,
        evidence="centroid inferred from berths B16-B17 (annex of 甬口岸〔2021〕7号) and a power plant at Xiapu "
        "(WRI Global Power Plant Database, CC BY 4.0)",
    ),
}
# The smallest round radius that holds every fictitious source and the stations within 200 m of it.
ZONE_RADIUS_M = 1600.0

# key: background and detection limit, ug/m3
SUBSTANCES = {
    "benzene": (0.06, 0.03),
    "butadiene": (0.004, 0.010),
    "acrylonitrile": (0.0015, 0.005),
    "vinyl-chloride": (0.006, 0.015),
    "epichlorohydrin": (0.004, 0.02),
    "ethylene-oxide": (0.0, 0.04),
}

# zone, metres east and north of its centre, height m, sigma_y0 m (0: a stack), tonnes a year per substance
SOURCES = {
    "S1": ("DX", -900, 300, 7, 60, {"benzene": 5, "butadiene": 0.8}),
    "S2": ("DX", 500, 500, 8, 70, {"benzene": 9, "ethylene-oxide": 0.02}),
    "S3": ("DX", 1200, -700, 6, 80, {"benzene": 8}),
    "S4": ("QZ", -900, -300, 6, 60, {"epichlorohydrin": 2}),
    "S5": ("QZ", 700, 100, 7, 70, {"benzene": 2, "butadiene": 0.6, "acrylonitrile": 0.6}),
    "S6": ("LG", -800, -300, 7, 70, {"benzene": 2, "vinyl-chloride": 8}),
    "S7": ("LG", 300, 200, 8, 70, {"benzene": 4, "butadiene": 5, "acrylonitrile": 2}),
    "S8": (
        "LG", 1100, -200, 6, 60,
        {"benzene": 1, "vinyl-chloride": 4, "epichlorohydrin": 0.6, "ethylene-oxide": 0.02},
    ),
    "S9": (
        "LG", 0, -600, 35, 0,
        {"benzene": 5, "butadiene": 0.6, "acrylonitrile": 0.4, "vinyl-chloride": 4},
    ),
}
# source: industry of its enterprise, GB/T 4754-2017
INDUSTRIES = {
    "S1": "2614 有机化学原料制造", "S2": "2614 有机化学原料制造", "S3": "2511 原油加工及石油制品制造",
    "S4": "2651 初级形态塑料及合成树脂制造", "S5": "2652 合成橡胶制造", "S6": "2651 初级形态塑料及合成树脂制造",
    "S7": "2652 合成橡胶制造", "S8": "2614 有机化学原料制造", "S9": "2614 有机化学原料制造",
}
SIGMA_Z0_M = 5.0
STACK = dict(temperature_k=303, velocity_m_s=5, diameter_m=0.5)

# Percent of the time with wind from N, NNE, ... NNW; the calm is spread evenly over the sectors at F, 1.5 m/s.
WIND_ROSE = (8, 6, 5, 6, 9, 10, 9, 6, 4, 3, 2, 2, 3, 6, 10, 9)
CALM = 2
# stability, wind speed m/s, percent
STABILITIES = (("D", 4.5, 45), ("D", 2.5, 22), ("F", 1.5, 18), ("B", 2.0, 15))

# (anchor, bearing, distance m): anchor is a source or, for the last three, the zone's centre.
NEAR = {
    "DX": [("S2", 292, 180), ("S2", 135, 180), ("S3", 292, 200), ("S3", 135, 160), ("S1", 292, 200),
           ("S2", 292, 450), ("S3", 292, 500)],
    "QZ": [("S5", 292, 150), ("S5", 135, 200), ("S4", 292, 130), ("S4", 135, 180), ("S4", 180, 200),
           ("S5", 292, 450), ("S4", 135, 500)],
    "LG": [("S7", 292, 120), ("S7", 135, 150), ("S6", 292, 200), ("S6", 135, 200), ("S8", 292, 200),
           ("S7", 292, 450), ("S6", 292, 500)],
}
EDGE_BEARINGS, EDGE_M = (315, 180, 75), 1800
RESIDENTIAL = [
    ("QZ", 379000, 3314900), ("QZ", 378000, 3313300), ("QZ", 384300, 3313400),
    ("LG", 387100, 3312500), ("LG", 388700, 3310900), ("LG", 391300, 3308700), ("LG", 394600, 3307400),
    ("DX", 400800, 3309800), ("DX", 398700, 3309300), ("DX", 402600, 3307600),
]
BACKGROUND = [
    (378300, 3307800), (382500, 3304500), (386000, 3308800), (388600, 3303300),
    (393000, 3298000), (397400, 3303700), (403600, 3299800), (408300, 3306000),
]


# Briggs' rural curves: sigma = a x / (1 + b x)^p, metres.
SIGMA_Y = {s: (a, 0.0001, 0.5) for s, a in dict(A=0.22, B=0.16, C=0.11, D=0.08, E=0.06, F=0.04).items()}
SIGMA_Z = dict(A=(0.20, 0, 1), B=(0.12, 0, 1), C=(0.08, 0.0002, 0.5), D=(0.06, 0.0015, 0.5), E=(0.03, 0.0003, 1),
               F=(0.016, 0.0003, 1))


def sigma(curve, x, initial):
    """Spread in metres at x metres downwind; a volume's initial spread enters as a virtual distance upwind."""
    a, b, p = curve
    if p == 1:
        virtual = initial / (a - b * initial)
    else:
        square = initial * initial
        virtual = (b * square + math.sqrt((b * square) ** 2 + 4 * a * a * square)) / (2 * a * a)
    return a * (x + virtual) / (1 + b * (x + virtual)) ** p


def weather():
    """Rows (wind from degrees, speed m/s, stability, frequency); frequencies add up to 1."""
    rows = []
    for sector, percent in enumerate(WIND_ROSE):
        for stability, speed, share in STABILITIES:
            frequency = percent / 100 * share / 100
            if stability == "F":
                frequency += CALM / 100 / len(WIND_ROSE)
            rows.append((sector * 22.5, speed, stability, round(frequency, 7)))
    return rows


class Plume:
    """Long-term concentration around one source of 1 g/s, as a table over distance and bearing."""

    RADII = np.exp(np.linspace(math.log(10.0), math.log(60000.0), 600))
    BEARINGS = 720

    def __init__(self, height, sigma_y0, sigma_z0):
        off_axis = np.arange(self.BEARINGS) * (2 * np.pi / self.BEARINGS)
        along = self.RADII[:, None] * np.cos(off_axis)
        across = self.RADII[:, None] * np.sin(off_axis)
        downwind = np.maximum(along, 0.1)
        self.table = np.zeros(along.shape)
        for stability, speed in sorted({(s, u) for s, u, _ in STABILITIES}):
            sy = sigma(SIGMA_Y[stability], downwind, sigma_y0)
            sz = sigma(SIGMA_Z[stability], downwind, sigma_z0)
            kernel = np.exp(-0.5 * (across / sy) ** 2 - 0.5 * (height / sz) ** 2) / (np.pi * speed * sy * sz)
            upwind = along <= 0
            reach = np.exp(-0.5 * (along / sigma_y0) ** 2) if sigma_y0 else 0.0
            kernel *= np.where(upwind, reach, 1.0)
            self.table += self._turned(kernel, stability, speed)
        self.table *= 1e6

    def _turned(self, kernel, stability, speed):
        """The kernel averaged over the wind directions of one class, linear between the sectors' centres."""
        sectors = np.array([f for d, u, s, f in weather() if (s, u) == (stability, speed)])
        per_step = self.BEARINGS / len(sectors)
        toward = (np.arange(self.BEARINGS) / per_step + len(sectors) / 2) % len(sectors)
        low = np.floor(toward).astype(int)
        share = toward - low
        density = (sectors[low] * (1 - share) + sectors[(low + 1) % len(sectors)] * share) / per_step
        spectrum = np.fft.rfft(kernel, axis=1) * np.fft.rfft(density)
        return np.maximum(np.fft.irfft(spectrum, n=self.BEARINGS, axis=1), 0.0)

    def at(self, east, north):
        """ug/m3 per g/s at metres east and north of the source."""
        radius = np.clip(np.hypot(east, north), self.RADII[0], self.RADII[-1])
        row = np.log(radius / self.RADII[0]) / math.log(self.RADII[1] / self.RADII[0])
        row_low = np.minimum(row.astype(int), len(self.RADII) - 2)
        column = (np.degrees(np.arctan2(east, north)) % 360) * (self.BEARINGS / 360)
        column_low = column.astype(int)
        a, b = row - row_low, column - column_low
        left, right = column_low % self.BEARINGS, (column_low + 1) % self.BEARINGS
        return (1 - a) * ((1 - b) * self.table[row_low, left] + b * self.table[row_low, right]) + a * (
            (1 - b) * self.table[row_low + 1, left] + b * self.table[row_low + 1, right]
        )


def source_place(key):
    zone, east, north = SOURCES[key][:3]
    return ZONES[zone]["x"] + east, ZONES[zone]["y"] + north


def grams_per_second(tonnes):
    return tonnes * 1e6 / (HOURS_PER_YEAR * 3600)


def truth(x, y):
    """ug/m3 of every substance at planar points, without noise."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    result = {key: np.full(x.shape, background) for key, (background, _) in SUBSTANCES.items()}
    plumes = {}
    for key, (_, _, _, height, sigma_y0, emissions) in SOURCES.items():
        shape = (height, sigma_y0, SIGMA_Z0_M if sigma_y0 else 0.0)
        if shape not in plumes:
            plumes[shape] = Plume(*shape)
        source_x, source_y = source_place(key)
        unit = plumes[shape].at(x - source_x, y - source_y)
        for substance, tonnes in emissions.items():
            result[substance] = result[substance] + unit * grams_per_second(tonnes)
    return result


def moved(x, y, bearing, distance):
    angle = math.radians(bearing)
    return x + distance * math.sin(angle), y + distance * math.cos(angle)


def stations():
    """(id, name_zh, name_en, x, y, zone, kind), 48 of them."""
    rows = []
    for zone, places in NEAR.items():
        centre = ZONES[zone]["x"], ZONES[zone]["y"]
        points = [("near-source", moved(*source_place(a), b, d)) for a, b, d in places]
        points += [("zone-edge", moved(*centre, b, EDGE_M)) for b in EDGE_BEARINGS]
        for number, (kind, (x, y)) in enumerate(points, 1):
            name = ZONES[zone]
            rows.append((f"{zone}{number:02d}", f"示例{name['name_zh']}{number:02d}号点",
                         f"Example {name['name_en']} {number:02d}", x, y, zone, kind))
    for number, (zone, x, y) in enumerate(RESIDENTIAL, 1):
        rows.append((f"RS{number:02d}", f"示例居住区{number:02d}号点", f"Example residential {number:02d}",
                     x, y, zone, "residential"))
    for number, (x, y) in enumerate(BACKGROUND, 1):
        rows.append((f"BG{number:02d}", f"示例背景{number:02d}号点", f"Example background {number:02d}",
                     x, y, "", "background"))
    return [row[:3] + (round(row[3], 1), round(row[4], 1)) + row[5:] for row in rows]


def observations(places):
    values = truth([p[3] for p in places], [p[4] for p in places])
    # RandomState's stream is frozen by numpy, unlike that of default_rng.
    noise = np.random.RandomState(SEED).standard_normal((len(places), len(SUBSTANCES)))
    rows = []
    for i, place in enumerate(places):
        for j, (substance, (_, limit)) in enumerate(SUBSTANCES.items()):
            value = float(f"{values[substance][i] * math.exp(NOISE_SD * noise[i, j]):.3g}")
            below = value < limit
            rows.append((place[0], substance, *PERIOD, number(limit if below else value), "ug/m3",
                         "<" if below else "", number(limit), SAMPLES))
    return rows


def number(value):
    return f"{value:.10g}"


def enterprise_of(source):
    return "E" + source[1:]


def permit_number(source):
    """Sound by its check characters (GB 11714, GB 32100), of an area code that no place has: 000000."""
    organisation = "EXAMPLE" + source[1:]
    values = [int(c, 36) for c in organisation]
    check = 11 - sum(v * w for v, w in zip(values, (3, 7, 9, 10, 5, 8, 4, 2))) % 11
    code = "91000000" + organisation + {10: "X", 11: "0"}.get(check, str(check))
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(code))
    return code + alphabet[-total % 31] + "001P"


def enterprises():
    for key, (zone, *_) in SOURCES.items():
        yield (enterprise_of(key), permit_number(key), f"示例企业{key[1:]}(虚构)",
               f"Example enterprise {key[1:]} (fictitious)", zone, INDUSTRIES[key])


def sources():
    for key, (zone, _, _, height, sigma_y0, emissions) in SOURCES.items():
        x, y = source_place(key)
        stack = STACK if not sigma_y0 else dict.fromkeys(STACK, "")
        for substance, tonnes in emissions.items():
            yield (key, enterprise_of(key), f"示例企业{key[1:]}(虚构)",
                   f"Example enterprise {key[1:]} (fictitious)", zone,
                   "volume" if sigma_y0 else "point", f"{x:.1f}", f"{y:.1f}", height,
                   number(round(4.3 * sigma_y0, 1)) if sigma_y0 else "", *stack.values(), substance,
                   number(tonnes), f"{grams_per_second(tonnes):.6g}",
                   sigma_y0 or "", number(SIGMA_Z0_M) if sigma_y0 else "")


def zone_features():
    from osgeo import osr

    osr.UseExceptions()
    planar, geographic = osr.SpatialReference(), osr.SpatialReference()
    planar.SetFromUserInput(CRS)
    geographic.SetFromUserInput("EPSG:4326")
    for reference in (planar, geographic):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_degrees = osr.CoordinateTransformation(planar, geographic)
    for key, zone in ZONES.items():
        ring = []
        for step in range(72):
            x, y = moved(zone["x"], zone["y"], 360 - step * 5, ZONE_RADIUS_M)
            ring.append([round(v, 6) for v in to_degrees.TransformPoint(x, y)[:2]])
        properties = dict(id=key, name_zh=zone["name_zh"], name_en=zone["name_en"], approximate=1,
                          uncertainty_m=zone["uncertainty_m"], evidence=zone["evidence"])
        yield dict(type="Feature", properties=properties,
                   geometry=dict(type="Polygon", coordinates=[ring + ring[:1]]))


def write_table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_sample(folder):
    os.makedirs(folder, exist_ok=True)
    places = stations()
    write_table(os.path.join(folder, "stations.csv"), "id name_zh name_en x y zone kind".split(), places)
    write_table(
        os.path.join(folder, "observations.csv"),
        "station pollutant period_start period_end value unit qualifier detection_limit n_samples".split(),
        observations(places),
    )
    write_table(
        os.path.join(folder, "sources.csv"),
        "id enterprise name_zh name_en zone type x y height_m side_m temperature_k velocity_m_s diameter_m pollutant "
        "emission_t_a emission_g_s sigma_y0_m sigma_z0_m".split(),
        sources(),
    )
    write_table(
        os.path.join(folder, "enterprises.csv"),
        "id permit_number name_zh name_en zone industry".split(),
        enterprises(),
    )
    write_table(
        os.path.join(folder, "weather.csv"),
        "wind_from_deg wind_speed_m_s stability frequency".split(),
        ([number(v) if not isinstance(v, str) else v for v in row] for row in weather()),
    )
    with open(os.path.join(folder, "zones.geojson"), "w", encoding="utf-8", newline="\n") as out:
        lines = (json.dumps(feature, ensure_ascii=False) for feature in zone_features())
        out.write('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n")


def write_truth_raster(path, cell_size):
    from osgeo import gdal, osr

    gdal.UseExceptions()
    xmin, ymin, xmax, ymax = EXTENT
    width, height = (xmax - xmin) / cell_size, (ymax - ymin) / cell_size
    if width != int(width) or height != int(height):
        raise SystemExit(f"generate.py: --cell-size {cell_size:g}: the extent {EXTENT} is not a whole number of cells")
    x = xmin + (np.arange(int(width)) + 0.5) * cell_size
    y = ymax - (np.arange(int(height)) + 0.5) * cell_size
    fields = truth(*np.meshgrid(x, y))
    dataset = gdal.GetDriverByName("GTiff").Create(
        path, int(width), int(height), len(fields), gdal.GDT_Float32,
        ["TILED=YES", "COMPRESS=DEFLATE", "PREDICTOR=3"],
    )
    reference = osr.SpatialReference()
    reference.SetFromUserInput(CRS)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.SetGeoTransform((xmin, cell_size, 0, ymax, 0, -cell_size))
    dataset.SetMetadataItem("SYNTHETIC", "1")
    for band, (key, values) in enumerate(fields.items(), 1):
        dataset.GetRasterBand(band).WriteArray(values.astype(np.float32))
        dataset.GetRasterBand(band).SetDescription(key)
        dataset.GetRasterBand(band).SetUnitType("ug/m3")
    dataset.FlushCache()


def write_truth_at(points, output):
    with open(points, encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    values = truth([float(r["x"]) for r in rows], [float(r["y"]) for r in rows])
    out = open(output, "w", encoding="utf-8", newline="") if output else sys.stdout
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["x", "y", *SUBSTANCES])
    for i, row in enumerate(rows):
        writer.writerow([row["x"], row["y"], *(f"{values[key][i]:.9g}" for key in SUBSTANCES)])
    if output:
        out.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--output", metavar="DIR", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--truth", metavar="FILE.tif")
    parser.add_argument("--cell-size", type=float, default=20.0, metavar="M")
    parser.add_argument("--truth-at", metavar="POINTS.csv")
    parser.add_argument("--output-csv", metavar="FILE", help="where --truth-at writes; default standard output")
    options = parser.parse_args()
    if options.truth:
        write_truth_raster(options.truth, options.cell_size)
    if options.truth_at:
        write_truth_at(options.truth_at, options.output_csv)
    if not options.truth and not options.truth_at:
        write_sample(options.output)


if __name__ == "__main__":
    main()
