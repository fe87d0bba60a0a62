#!/usr/bin/python3
"""Writes a small run folder as mapgen does, for tests of the server: make_run.py DIR [--id ID] [--restricted]."""
import argparse
import hashlib
import json
import os
import pathlib
import shutil

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ROOT = pathlib.Path(__file__).resolve().parents[2]
CELL = 20.0
X0, Y0 = 388000.0, 3314000.0
WIDTH, HEIGHT = 600, 450
NODATA_LEVEL = 255
RANK = np.zeros(256, np.uint8)
for level, rank in ((1, 10), (0, 15), (2, 20), (3, 30), (4, 40)):
    RANK[level] = rank


LEVELS = [{"level": n, "name": {"zh": zh, "en": en}, "colour": colour, "cancer_risk_min": risk, "hazard_index_min": index}
          for n, zh, en, colour, risk, index in ((0, "未知", "unknown", "#9e9e9e", None, None),
                                                 (1, "低关注", "low", "#4a90d9", None, None),
                                                 (2, "一般关注", "moderate", "#ffe14d", 1e-6, 1),
                                                 (3, "重点关注", "high", "#f98e2b", 1e-5, 3),
                                                 (4, "优先管控", "priority", "#d7191c", 1e-4, 10))]


def surface(seed):
    """Cancer risk of a few plumes, nodata at sea, unknown in a strip; one lonely hot cell."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float64)
    risk = np.full((HEIGHT, WIDTH), 4e-7)
    for k, (r, c, peak, width) in enumerate(((120, 150, 2.3e-4, 25), (250, 400, 6e-5, 60), (330, 220, 8e-6, 90))):
        shift = seed * (k + 1)
        risk += peak * np.exp(-(((rows - r - shift) / width) ** 2 + ((columns - c) / width) ** 2))
    sea = rows < 60 + 25 * np.sin(columns / 40.0)
    unknown = (columns > 480) & (rows < 300)
    levels = np.digitize(risk, [1e-6, 1e-5, 1e-4]) + 1
    levels[unknown] = 0
    levels[400, 60] = 4
    risk[400, 60] = 5e-4
    levels[sea] = NODATA_LEVEL
    risk[sea | unknown] = np.nan
    return risk.astype(np.float32), levels.astype(np.uint8)


def halve(levels):
    h, w = levels.shape
    padded = np.full((h + h % 2, w + w % 2), NODATA_LEVEL, np.uint8)
    padded[:h, :w] = levels
    cells = np.stack([padded[a::2, b::2] for a in (0, 1) for b in (0, 1)])
    return np.take_along_axis(cells, RANK[cells].argmax(0)[None], 0)[0]


def write_cog(path, values, nodata, unit, description, worst, cell):
    h, w = values.shape
    byte = values.dtype == np.uint8
    plain = str(path) + ".tiled.tif"
    data = gdal.GetDriverByName("GTiff").Create(plain, w, h, 1, gdal.GDT_Byte if byte else gdal.GDT_Float32,
                                                ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"])
    data.SetGeoTransform((X0, cell, 0, Y0, 0, -cell))
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4550)
    data.SetProjection(srs.ExportToWkt())
    band = data.GetRasterBand(1)
    band.SetNoDataValue(nodata)
    band.SetUnitType(unit)
    band.SetDescription(description)
    band.WriteArray(values)
    data.BuildOverviews("NONE" if worst else "NEAREST" if byte else "AVERAGE", [2, 4])
    if worst:
        for i in range(2):
            values = halve(values)
            band.GetOverview(i).WriteArray(values)
    data = None
    data = gdal.Open(plain)
    gdal.GetDriverByName("COG").CreateCopy(str(path), data, 0, ["COMPRESS=DEFLATE", "BLOCKSIZE=256", "OVERVIEWS=AUTO"])
    data = None
    os.remove(plain)


def add_layer(source, name, srs, kind, fields, rows):
    layer = source.CreateLayer(name, srs, kind)
    for field, type_ in fields:
        layer.CreateField(ogr.FieldDefn(field, type_))
    for geometry, values in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for (field, _), value in zip(fields, values):
            if value is not None:
                feature.SetField(field, value)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(geometry))
        layer.CreateFeature(feature)
    return {"name": name, "features": layer.GetFeatureCount()}


def square(x, y, half):
    ring = ", ".join(f"{x + dx * half} {y + dy * half}" for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)))
    return f"MULTIPOLYGON ((({ring})))"


def write_vectors(path):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(4550)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    text, integer, real = ogr.OFTString, ogr.OFTInteger, ogr.OFTReal
    common = [("synthetic", integer), ("mark", text)]
    marked = [1, "示例数据·非真实"]
    layers = [
        add_layer(source, "zones", srs, ogr.wkbMultiPolygon,
                  [("id", text), ("name_zh", text), ("approximate", integer), ("uncertainty_m", real), *common],
                  [(square(391000, 3311600, 800), ["DX", "大榭", 1, 2250.0, *marked]),
                   (square(396000, 3309000, 900), ["QZ", "青峙", 1, 2250.0, *marked])]),
        add_layer(source, "risk-zones", srs, ogr.wkbMultiPolygon,
                  [("level", integer), ("scenario", text), ("area_m2", real), *common],
                  [(square(391000, 3311600, 300), [4, "resident", 360000.0, *marked]),
                   (square(391000, 3311600, 600), [3, "resident", 1440000.0, *marked]),
                   (square(396000, 3309000, 500), [3, "resident", 1000000.0, *marked])]),
        add_layer(source, "stations", srs, ogr.wkbPoint,
                  [("id", text), ("name_zh", text), ("benzene", real), *common],
                  [("POINT (391100 3311500)", ["S01", "一号", 3.25, *marked]),
                   ("POINT (395900 3309100)", ["S02", "二号", None, *marked])]),
        add_layer(source, "berths", srs, ogr.wkbPoint,
                  [("id", text), ("level", integer), ("cancer_risk", real), *common],
                  [(f"POINT ({390000 + 300 * i} {3312500 - 40 * i})", [f"B{i + 1:02}", i % 5, 1e-6 * i, *marked])
                   for i in range(12)]),
    ]
    source = None
    return layers


def layer_entry(folder, layer_id, kind, quantity, unit, title, style, values, nodata, pollutant=None, scenario=None,
                cell=CELL):
    path = folder / "rasters" / f"{layer_id}.tif"
    write_cog(path, values, nodata, unit, title[1], kind == "level", cell)
    known = values[values != NODATA_LEVEL] if values.dtype == np.uint8 else values[~np.isnan(values)]
    return {"id": layer_id, "kind": kind, "quantity": quantity, "pollutant": pollutant, "scenario": scenario,
            "unit": unit, "title": {"zh": title[0], "en": title[1]}, "path": f"rasters/{layer_id}.tif", "style": style,
            "crs": "EPSG:4550", "cell_size_m": cell, "nodata": None if nodata != nodata else nodata,
            "min": float(known.min()), "max": float(known.max()),
            "overview": "risk_level" if kind == "level" else "average",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def write_run(folder, run_id, seed=0, restricted=(), synthetic=True, cell=CELL):
    folder = pathlib.Path(folder)
    for part in ("rasters", "styles", "base"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for style in (ROOT / "styles").glob("*.sld"):
        shutil.copy(style, folder / "styles" / style.name)
    risk, levels = surface(seed)
    nan = float("nan")
    level_args = ("level", "risk level", "1")
    layers = [
        layer_entry(folder, "risk-level", *level_args, ("风险等级", "risk level"), "risk-level.sld", levels,
                    NODATA_LEVEL, scenario="resident", cell=cell),
        layer_entry(folder, "risk-level-resident", *level_args, ("居民风险等级", "resident: risk level"),
                    "risk-level.sld", levels, NODATA_LEVEL, scenario="resident", cell=cell),
        layer_entry(folder, "cancer-risk-resident", "continuous", "cancer risk", "1", ("致癌风险", "cancer risk"),
                    "cancer-risk.sld", risk, nan, scenario="resident", cell=cell),
        layer_entry(folder, "concentration-benzene", "continuous", "concentration", "ug/m3", ("苯 浓度", "benzene"),
                    "concentration.sld", (risk * 2e5).astype(np.float32), nan, pollutant="benzene",
                    cell=cell),
        layer_entry(folder, "sd-benzene", "continuous", "standard deviation", "ug/m3", ("苯 浓度标准差", "benzene: sd"),
                    "sd.sld", (risk * 4e4).astype(np.float32), nan, pollutant="benzene", cell=cell),
        layer_entry(folder, "risk-level-upper-resident", *level_args, ("居民风险等级上限", "resident: upper risk level"),
                    "risk-level.sld", np.where((levels > 0) & (levels < 4), levels + 1, levels).astype(np.uint8),
                    NODATA_LEVEL, scenario="resident", cell=cell),
        layer_entry(folder, "status-resident", "category", "status of the level", "1", ("等级说明", "status"),
                    "status.sld", np.where(levels == 255, 255, np.where(levels == 0, 3, 0)).astype(np.uint8),
                    NODATA_LEVEL, scenario="resident", cell=cell),
    ]
    vectors = write_vectors(folder / "vectors.gpkg")
    land = {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {},
         "geometry": {"type": "Polygon", "coordinates": [[[121.7, 29.8], [122, 29.8], [122, 30], [121.7, 29.8]]]}}]}
    (folder / "base" / "land.geojson").write_text(json.dumps(land))
    def averaging(n):
        return {"resolution": "campaign", "n_stations": n, "n_values": 7 * n}

    def pollutant(key, name_zh):
        return {"key": key, "cas": None, "name": {"zh": name_zh, "en": key}, "unit": "ug/m3", "estimable": True, "background": None,
                "representativeness": "campaign", "averaging": averaging(2), "limits": []}

    def field(key):
        return {"pollutant": key, "method": "ordinary-kriging", "transform": "log", "variogram": "0.1 nug + 0.2 sph 900",
                "n_samples": 2, "n_censored": 0, "cross_validation": {"n": 2, "mean_error": 0.1, "rmse": 0.2, "mae": 0.2,
                                                                      "msdr": 1.0, "correlation": 0.5}}

    def finding(file, row):
        return {"severity": "warning", "code": "coordinate-coarse", "file": file, "row": row, "id": None, "name": None,
                "found": "to 0.01 degrees", "expected": "to 0.0001 degrees", "advice": "ask the source"}

    inputs = [{"path": path, "sha256": hashlib.sha256(path.encode()).hexdigest(), "rows": rows, "crs": "EPSG:4550", "encoding": "UTF-8"}
              for path, rows in (("project.toml", None), ("stations.csv", 2), ("observations.csv", 14), ("receptors.csv", 0),
                                 ("berths.csv", 12), ("notes.csv", 3), ("land.geojson", None))]
    tables = [{"path": f"tables/{name}.csv", "title": {"zh": name, "en": name}, "rows": 2, "sha256": "0" * 64}
              for name in ("stations", "areas", "berths", "receptor-concentrations", "own-notes")]
    manifest = {
        "schema_version": 1, "id": run_id, "digits": run_id[-8:], "created": "2026-01-01T00:00:00Z", "isa": "none",
        "project": {"name": "test", "title": {"zh": "测试", "en": "Test"}, "crs": "EPSG:4550", "cell_size_m": cell,
                    "synthetic": synthetic, "period": {"start": "2025-01-01", "end": "2025-12-31"},
                    "contact": {"zh": "测试站", "en": "Test station"}},
        "software": {"version": "test", "gdal": None, "proj": None, "geos": None},
        "inputs": inputs, "pollutants": [pollutant("benzene", "苯"), pollutant("toluene", "甲苯")], "dose_response": [], "scenarios": [], "levels": LEVELS, "fields": [field("benzene"), field("toluene")],
        "not_estimable": [{"pollutant": "ethylene-oxide", "name": {"zh": "环氧乙烷", "en": "ethylene oxide"},
                           "reason": "below detection everywhere", "detection_limit": 0.04, "unit": "ug/m3",
                           "cancer_risk_at_detection_limit": 7e-5}],
        "layers": layers, "tables": tables, "vectors": {"path": "vectors.gpkg", "layers": vectors},
        "findings": [finding("berths.csv", 3), finding("stations.csv", 1), finding("notes.csv", 2), finding(None, None)],
        "audience": "public", "review_number": None, "synthetic": synthetic, "restricted": list(restricted)}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
    return folder


def publish(directory, run_id):
    link = pathlib.Path(directory) / ".current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(f"runs/{run_id}")
    link.rename(pathlib.Path(directory) / "current")


def make(directory, run_id="20260101T000000Z-00000001", **options):
    """A folder of runs with one run in it, published."""
    write_run(pathlib.Path(directory) / "runs" / run_id, run_id, **options)
    publish(directory, run_id)
    return run_id


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory")
    parser.add_argument("--id", default="20260101T000000Z-00000001")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--restricted", nargs="*", default=[])
    arguments = parser.parse_args()
    make(arguments.directory, arguments.id, seed=arguments.seed, restricted=arguments.restricted)
