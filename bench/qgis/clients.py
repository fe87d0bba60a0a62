"""A live tile server as QGIS and GDAL see it, given its address and nothing else."""
import json
import time

from osgeo import gdal, ogr
from qgis.core import QgsCoordinateTransform, QgsProject, QgsRasterLayer, QgsVectorLayer, QgsVectorTileLayer

from drawing import agreement, colours, draw
from live import Server
from projects import current, manifest

SETS = {"WebMercatorQuad": "EPSG:3857", "CGCS2000Quad": "EPSG:4490"}
LEAST_AGREEMENT = 0.95  # tiles are drawn on their own pixels, QGIS asks for others


def wmts(server, layer, tile_set):
    return QgsRasterLayer(f"crs={SETS[tile_set]}&format=image/png&layers={layer}&styles=risk-level&tileMatrixSet={tile_set}"
                          f"&url={server.base}/wmts/1.0.0/WMTSCapabilities.xml", layer, "wms")


def place_of(own, target):
    """The middle of a layer, in another CRS."""
    box = QgsCoordinateTransform(own.crs(), target, QgsProject.instance()).transformBoundingBox(own.extent())
    box.scale(0.3)
    return box


def check_tiles(server, run_folder, document, report):
    project = QgsProject()
    project.read(str(run_folder / "project.qgz"))
    own = project.mapLayer("riskmap_risk_level_resident")
    shown = [entry["colour"] for entry in document["levels"] if entry["level"] > 0]  # the unknown is striped in tiles
    xyz = f"type=xyz&zmin=0&zmax=18&url={server.base}/tiles/risk-level-resident/{{z}}/{{x}}/{{y}}.png"
    layers = [(f"WMTS {tile_set}", wmts(server, "risk-level-resident", tile_set)) for tile_set in SETS]
    for name, layer in [*layers, ("XYZ", QgsRasterLayer(xyz, "xyz", "wms"))]:
        place = place_of(own, layer.crs())
        began = time.monotonic()
        image = draw([layer], layer.crs(), place, 900, 600)
        share = agreement(image, draw([own], layer.crs(), place, 900, 600), shown)
        report.tell(f"QGIS: {name} shows what the raster shows", layer.isValid() and share >= LEAST_AGREEMENT,
                    f"{layer.crs().authid()}, {share:.1%} of the pixels equal, {time.monotonic() - began:.1f} s")
    mvt = QgsVectorTileLayer(f"type=xyz&zmin=9&zmax=14&url={server.base}/tiles/risk-zones/{{z}}/{{x}}/{{y}}.mvt", "mvt")
    pixels = colours(draw([mvt], mvt.crs(), place_of(own, mvt.crs()), 900, 600))
    drawn = 1 - pixels.get("#ffffff", 0) / (900 * 600)
    report.tell("QGIS: vector tiles", mvt.isValid() and drawn > 0.5, f"{drawn:.0%} of the picture drawn")


def check_oapif(server, document, report):
    for entry in document["vectors"]["layers"]:
        layer = QgsVectorLayer(f"url='{server.base}' typename='{entry['name']}' pagingEnabled='true'", entry["name"], "OAPIF")
        count = sum(1 for _ in layer.getFeatures()) if layer.isValid() else -1
        report.tell(f"QGIS: OAPIF {entry['name']}", count == entry["features"], f"{count} features of {entry['features']}, "
                    f"{len(layer.fields())} fields")


def check_gdal(server, document, report):
    gdal.UseExceptions()
    gdal.SetConfigOption("GDAL_ENABLE_WMS_CACHE", "NO")
    capabilities = gdal.Open(f"WMTS:{server.base}/wmts/1.0.0/WMTSCapabilities.xml")
    offered = len(capabilities.GetMetadata("SUBDATASETS")) // 2
    report.tell("GDAL: WMTS capabilities", offered >= len(document["layers"]), f"{offered} layers and matrix sets")
    for tile_set in SETS:
        data = gdal.Open(f"WMTS:{server.base}/wmts/1.0.0/WMTSCapabilities.xml,layer=risk-level,tilematrixset={tile_set}")
        code = data.GetSpatialRef().GetAuthorityCode(None)
        middle = data.ReadAsArray(data.RasterXSize // 2, data.RasterYSize // 2, 64, 64)
        report.tell(f"GDAL: WMTS {tile_set}", code == SETS[tile_set].split(":")[1] and middle[3].any(), f"EPSG:{code}, "
                    f"{data.RasterXSize} x {data.RasterYSize}, {data.RasterCount} bands")
    source = ogr.Open(f"OAPIF:{server.base}")
    counts = {entry["name"]: sum(1 for _ in source.GetLayerByName(entry["name"])) for entry in document["vectors"]["layers"]}
    expected = {entry["name"]: entry["features"] for entry in document["vectors"]["layers"]}
    report.tell("GDAL: OAPIF", counts == expected, json.dumps(counts))


def check(output, report):
    server = Server(output)
    try:
        document = manifest(output)
        check_tiles(server, current(output), document, report)
        check_oapif(server, document, report)
        check_gdal(server, document, report)
    finally:
        server.stop()
        server.log.close()
