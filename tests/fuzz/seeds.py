"""Seeds of the fuzz targets, and a folder of runs for those that need one."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import hostile  # noqa: E402
import make_run  # noqa: E402

TARGETS = ("sld", "manifest", "query", "wmts", "request", "polygon")
RUNS = ("20260101T000000Z-00000000", "20260101T000001Z-00000001")
WMTS = "SERVICE=WMTS&REQUEST={}&VERSION=1.0.0&LAYER=risk-level&STYLE=default&FORMAT=image/png&TILEMATRIXSET={}" \
       "&TILEMATRIX={}&TILEROW={}&TILECOL={}"
ADDRESSES = [
    "/", "/?f=json", "/api", "/conformance", "/collections", "/collections/berths", "/manifest.json", "/runs", "/metrics",
    "/collections/berths/items?bbox=121.8,29.8,122,30&limit=5&offset=1&level=3", "/collections/berths/items/B01",
    "/collections/risk-level/map/tiles/CGCS2000Quad/13/1366/6868?f=webp", "/tileMatrixSets/CGCS2000Quad",
    "/collections/risk-level/coverage?bbox=121.86,29.90,121.87,29.91&crs=EPSG:4326&f=tif",
    "/tiles/risk-level/12/3434/1689.png?style=risk-level-colourblind", "/tiles/risk-level/12/3434/1689@2x.webp",
    "/tiles/cancer-risk-resident/12/3434/1689.f32?tms=WebMercatorQuad-GCJ02", "/tiles/risk-zones/12/3434/1690.mvt",
    "/tiles/risk-level/tile.json", "/legend/risk-level.svg?language=en", "/legend/concentration-benzene.json",
    "/point?lon=121.87&lat=29.92&crs=GCJ-02", f"/runs/{RUNS[0]}/tiles/risk-level/12/3434/1689.png",
    f"/changes/{RUNS[0]}/{RUNS[1]}/tiles/risk-level/12/3434/1689.png", "/wmts/1.0.0/WMTSCapabilities.xml",
    "/wmts/1.0.0/risk-level/default/WebMercatorQuad/12/1689/3434/10/20.json"]
POLYGON = b'{"type":"Polygon","coordinates":[[[121.86,29.9],[121.9,29.9],[121.9,29.92],[121.86,29.92],[121.86,29.9]]]}'
POLYGONS = [
    POLYGON, b'{"type":"Feature","properties":{},"geometry":' + POLYGON + b"}",
    b'{"type":"Polygon","coordinates":[[[121.8,29.8],[122,29.8],[122,30],[121.8,29.8]],[[121.87,29.905],[33,0],[121.88,29.91],'
    b"[121.87,29.905]]]}",
    b'{"type":"MultiPolygon","coordinates":[[[[121.86,29.9],[121.9,29.9],[121.9,29.92],[121.86,29.9]]],[[[121.87,29.9],'
    b"[121.95,29.9],[121.9,29.95],[121.87,29.9]]]]}",
    b'{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}']


def _requests():
    for address in ADDRESSES:
        yield (f"GET {address} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip;q=0.5\r\nRange: bytes=0-99\r\n"
               "If-None-Match: \"a\", W/\"b\"\r\n\r\n").encode()
    yield b"GET /tiles/sd-benzene/12/3434/1689.png HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer key\r\n\r\n"
    yield b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"
    yield b"POST /statistics?layer=risk-level HTTP/1.1\r\nHost: x\r\nContent-Type: application/geo+json\r\n" \
          b"Content-Length: %d\r\n\r\n" % len(POLYGON) + POLYGON
    sent = hostile.requests(5)
    for _ in range(40):
        data = next(sent).data
        if len(data) < 4000:
            yield data


def write(folder):
    """Writes FOLDER/runs and FOLDER/seeds/TARGET/*."""
    folder = pathlib.Path(folder)
    for seed, run_id in enumerate(RUNS):
        make_run.write_run(folder / "runs" / "runs" / run_id, run_id, seed=30 * seed, restricted=["sd-benzene", "stations"])
    make_run.publish(folder / "runs", RUNS[-1])
    run = folder / "runs" / "current"
    seeds = {
        "sld": [path.read_bytes() for path in sorted(run.glob("styles/*.sld"))],
        "manifest": [(run / "manifest.json").read_bytes()],
        "query": [address.encode() for address in ADDRESSES],
        "wmts": [WMTS.format(request, *place).encode() + rest for request, rest in (
            ("GetTile", b""), ("GetFeatureInfo", b"&I=10&J=20&INFOFORMAT=application/json"),
            ("GetCapabilities", b"&AcceptVersions=1.0.0&Sections=All"))
                 for place in (("WebMercatorQuad", 12, 1689, 3434), ("CGCS2000Quad", 13, 1366, 6868))],
        "request": list(_requests()), "polygon": POLYGONS}
    assert set(seeds) == set(TARGETS)
    for target, texts in seeds.items():
        (folder / "seeds" / target).mkdir(parents=True)
        for number, text in enumerate(texts):
            (folder / "seeds" / target / f"{number:03}").write_bytes(text)


if __name__ == "__main__":
    write(sys.argv[1])
