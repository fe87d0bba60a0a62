#!/usr/bin/python3
"""OGC API Common, Features and Tiles, and WMTS, with GDAL as a client."""

import json
import subprocess
import unittest
import xml.etree.ElementTree as ET

import jsonschema
import numpy as np
from osgeo import gdal, ogr, osr

import schemas
from live import RUN, LiveTest, hexes, legend_colours, lonlat_of, pixels, tiles_over

WMTS = "{http://www.opengis.net/wmts/1.0}"
OWS = "{http://www.opengis.net/ows/1.1}"
SETS = ("WebMercatorQuad", "WorldCRS84Quad", "CGCS2000Quad", "WebMercatorQuad-GCJ02")
TILESETS_MAP = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-map"


class OgcApi(LiveTest):
    def links(self, document, rel):
        return [link for link in document["links"] if link["rel"] == rel]

    def test_landing_page_and_conformance(self):
        landing = self.ok("/?f=json").json()
        for rel in ("self", "service-desc", "conformance", "data", TILESETS_MAP,
                    "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"):
            self.assertTrue(self.links(landing, rel), rel)
        declared = self.ok("/conformance").json()["conformsTo"]
        for part in ("core", "tileset", "tilesets-list", "geodata-tilesets", "oas30", "png"):
            self.assertIn(f"http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{part}", declared)
        self.assertIn("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson", declared)

    def test_the_description_names_every_route(self):
        answer = self.ok("/api")
        self.assertEqual(answer.header("Content-Type"), "application/vnd.oai.openapi+json;version=3.0")
        document = answer.json()
        self.assertEqual(document["openapi"], "3.0.3")
        operations = [op["operationId"] for path in document["paths"].values() for op in path.values()]
        self.assertEqual(len(operations), len(set(operations)))
        self.assertTrue(any(".getTile" in operation for operation in operations))
        for path, methods in document["paths"].items():
            for operation in methods.values():
                named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
                self.assertEqual(named, {part[1:-1] for part in path.split("/") if part.startswith("{")}, path)

    def test_matrix_sets(self):
        listed = self.ok("/tileMatrixSets").json()["tileMatrixSets"]
        self.assertEqual([entry["id"] for entry in listed], list(SETS))
        mercator = self.ok("/tileMatrixSets/WebMercatorQuad").json()
        first = mercator["tileMatrices"][0]
        self.assertAlmostEqual(first["scaleDenominator"], 559082264.028717, places=5)
        self.assertAlmostEqual(first["pointOfOrigin"][0], -20037508.3427892, places=6)
        geographic = self.ok("/tileMatrixSets/WorldCRS84Quad").json()["tileMatrices"][0]
        self.assertAlmostEqual(geographic["scaleDenominator"], 279541132.014358, places=5)
        self.assertEqual((geographic["matrixWidth"], geographic["matrixHeight"]), (2, 1))
        chinese = self.ok("/tileMatrixSets/CGCS2000Quad").json()
        self.assertEqual(chinese["tileMatrices"][0]["id"], "1")
        self.assertEqual(chinese["tileMatrices"][0]["pointOfOrigin"], [90, -180])
        self.assertEqual(chinese["crs"], "http://www.opengis.net/def/crs/EPSG/0/4490")
        self.problem("/tileMatrixSets/Nowhere", 404, "matrix-set-unknown")

    def test_tilesets_lead_to_tiles(self):
        collection = self.ok("/collections/risk-level").json()
        tilesets = self.ok(self.links(collection, TILESETS_MAP)[0]["href"][len(self.server.base):]).json()
        self.assertEqual(len(tilesets["tilesets"]), 4)
        for entry in tilesets["tilesets"]:
            self.assertEqual(entry["dataType"], "map")
            tileset = self.ok(self.links(entry, "self")[0]["href"][len(self.server.base):]).json()
            scheme = self.links(tileset, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme")
            self.assertEqual(self.ok(scheme[0]["href"][len(self.server.base):]).status, 200)
            item = self.links(tileset, "item")[0]
            self.assertTrue(item["templated"])
            limit = tileset["tileMatrixSetLimits"][12]
            seen = set()
            for row in range(limit["minTileRow"], limit["maxTileRow"] + 1):
                for column in range(limit["minTileCol"], limit["maxTileCol"] + 1):
                    target = (item["href"].replace("{tileMatrix}", limit["tileMatrix"])
                              .replace("{tileRow}", str(row)).replace("{tileCol}", str(column)))
                    picture = pixels(self.ok(target[len(self.server.base):]).body)
                    self.assertEqual(picture.shape, (256, 256, 4))
                    seen |= hexes(picture)
            self.assertIn("#d7191c", seen, entry["tileMatrixSetURI"])

    def test_the_landing_page_leads_to_the_tilesets_of_every_layer(self):
        for root in ("", f"/runs/{RUN}"):
            target = self.links(self.ok(f"{root}/?f=json").json(), TILESETS_MAP)[0]["href"][len(self.server.base):]
            self.assertEqual(target, f"{root}/map/tiles")
            tilesets = self.ok(target).json()
            jsonschema.validate(tilesets, schemas.TILESETS)
            own = [link["href"] for entry in tilesets["tilesets"] for link in self.links(entry, "self")]
            layers = [entry["id"] for entry in self.ok("/manifest.json").json()["layers"]]
            self.assertEqual(own, [f"{self.server.base}{root}/collections/{name}/map/tiles/{set_id}"
                                   for name in layers for set_id in SETS])
            self.ok(own[-1][len(self.server.base):])

    def test_row_comes_before_column(self):
        bounds = self.ok("/tiles/risk-level/tile.json").json()["bounds"]
        x, y = tiles_over(bounds, 13)[3]
        self.assertEqual(self.ok(f"/collections/risk-level/map/tiles/WebMercatorQuad/13/{y}/{x}").body,
                         self.ok(f"/tiles/risk-level/13/{x}/{y}.png").body)
        self.problem(f"/collections/risk-level/map/tiles/WebMercatorQuad/2/4/0", 404, "tile-outside")
        self.problem(f"/collections/risk-level/map/tiles/WebMercatorQuad/2/-1/0", 400, "parameter-invalid")
        self.problem(f"/collections/risk-level/map/tiles/Nowhere/2/1/0", 404, "matrix-set-unknown")
        self.problem(f"/collections/berths/map/tiles", 404, "layer-unknown")

    def test_every_document_has_its_schema(self):
        polygon = {"type": "Polygon", "coordinates": [[[121.86, 29.9], [121.9, 29.9], [121.9, 29.92], [121.86, 29.9]]]}
        wanted = {
            "/?f=json": schemas.LANDING, "/conformance": schemas.CONFORMANCE, "/collections": schemas.COLLECTIONS,
            "/collections/zones": schemas.COLLECTION, "/collections/risk-level": schemas.COLLECTION,
            "/collections/risk-zones/items?limit=2": schemas.ITEMS, "/collections/berths/items": schemas.ITEMS,
            "/collections/stations/items/S02": schemas.FEATURE, "/tileMatrixSets": schemas.MATRIX_SETS,
            "/collections/risk-level/map/tiles": schemas.TILESETS, "/tiles/risk-level/tile.json": schemas.TILEJSON,
            "/tiles/risk-zones/tile.json": schemas.TILEJSON, "/legend/risk-level.json": schemas.LEGEND,
            "/legend/cancer-risk-resident.json": schemas.LEGEND, "/point?lon=121.87&lat=29.92": schemas.POINT,
            "/point?lon=0&lat=0": schemas.POINT, "/runs": schemas.RUNS, "/readyz": schemas.READY, "/healthz": schemas.HEALTH,
            "/api": schemas.OPENAPI, f"/changes/{RUN}/{RUN}/legend/risk-level.json": schemas.LEGEND,
            f"/changes/{RUN}/{RUN}/tiles/risk-level/tile.json": schemas.TILEJSON,
            **{f"/tileMatrixSets/{s}": schemas.MATRIX_SET for s in SETS},
            **{f"/collections/risk-level/map/tiles/{s}": schemas.TILESET for s in SETS}}
        for target, schema in wanted.items():
            jsonschema.Draft7Validator.check_schema(schema)
            jsonschema.validate(self.ok(target).json(), schema)
            if target not in ("/runs", "/readyz", "/healthz") and not target.startswith("/changes"):
                jsonschema.validate(self.ok(f"/runs/{RUN}" + target).json(), schema)
        answer = self.server.ask("POST", "/statistics", {}, json.dumps(polygon))
        jsonschema.validate(answer.json(), schemas.STATISTICS)
        for target in ("/nothing", "/tiles/risk-level/9/1/x.png", "/point?lon=1", "/collections/none/items"):
            jsonschema.validate(self.get(target).json(), schemas.PROBLEM)
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate(self.ok("/conformance").json(), schemas.LANDING)

    def test_paged_features_agree_with_their_counts(self):
        """OGC API Features, requirements on numberMatched, numberReturned, limit and bbox."""
        whole = self.ok("/collections/berths/items").json()
        self.assertEqual(whole["numberMatched"], len(whole["features"]))
        for limit in (1, 5, 11, 12, 13):
            page = self.ok(f"/collections/berths/items?limit={limit}").json()
            self.assertEqual(page["numberReturned"], min(limit, 12))
            self.assertEqual(bool(self.links(page, "next")), limit < 12)
        box = self.ok("/collections/berths").json()["extent"]["spatial"]["bbox"][0]
        inside = self.ok("/collections/berths/items?bbox=" + ",".join(map(str, box))).json()
        self.assertEqual(inside["numberMatched"], 12)
        self.assertEqual(self.ok("/collections/berths/items").header("Content-Crs"),
                         "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")

    def test_gdal_reads_the_features(self):
        for root in ("", f"/runs/{RUN}"):
            source = gdal.OpenEx(f"OAPIF:{self.server.base}{root}", gdal.OF_VECTOR, allowed_drivers=["OAPIF"])
            names = [source.GetLayer(i).GetName() for i in range(source.GetLayerCount())]
            self.assertIn("berths", names)
            layer = source.GetLayerByName("berths")
            self.assertEqual(layer.GetFeatureCount(), 12)
            layer.SetSpatialFilterRect(121.86, 29.92, 121.8615, 29.93)
            self.assertEqual([f.GetField("id") for f in layer], ["B01"])

    def test_tiles_beyond_the_limits_are_refused(self):
        """Those within them are tiles, be they empty; other routes answer as configured everywhere."""
        for set_id in SETS:
            path = f"/collections/risk-level/map/tiles/{set_id}"
            limit = self.ok(path).json()["tileMatrixSetLimits"][12]
            first, last, west, east = (limit[f"{end}Tile{axis}"] for axis in ("Row", "Col") for end in ("min", "max"))
            for row, column, name in ((0, 0, "tileRow"), (first - 1, west, "tileRow"), (last + 1, west, "tileRow"),
                                      (first, west - 1, "tileCol"), (first, east + 1, "tileCol")):
                found = self.problem(f"{path}/{limit['tileMatrix']}/{row}/{column}", 404, "tile-outside")
                self.assertEqual(found["parameter"], name)
            for row in range(first, last + 1):
                for column in range(west, east + 1):
                    self.ok(f"{path}/{limit['tileMatrix']}/{row}/{column}")
        self.ok("/tiles/risk-level/12/0/0.png")

    def test_boxes_across_the_antimeridian(self):
        """OGC API Features 7.15.3: the first number is larger than the third."""
        def count(box, collection="berths"):
            return self.ok(f"/collections/{collection}/items?bbox={box}").json()["numberMatched"]

        self.assertEqual(count("121,29,-170,31"), 12)
        self.assertEqual(count("121,29,0,-170,31,9"), 12)
        self.assertEqual(count("170,29,122,31"), 12)
        self.assertEqual(count("121,29,-170,31", "zones"), 2)
        self.assertEqual(count("170,29,-170,31"), 0)
        self.assertEqual(count("121,31,-170,32"), 0)
        for wrong in ("121,31,-170,29", "200,29,-170,31", "121,29,-190,31"):
            self.problem(f"/collections/berths/items?bbox={wrong}", 400, "parameter-invalid")

    def test_formats_that_are_not_offered(self):
        for target, formats in (
                ("/", "json, html"), ("/conformance", "json"), ("/api", "json"), ("/collections", "json"),
                ("/collections/berths", "json"), ("/collections/berths/items", "json, geojson"),
                ("/collections/berths/items/B01", "json, geojson"), ("/collections/risk-level/map/tiles", "json"),
                ("/collections/risk-level/map/tiles/WebMercatorQuad", "json"), ("/tileMatrixSets", "json"),
                ("/tileMatrixSets/CGCS2000Quad", "json"), ("/manifest.json", "json"), ("/runs", "json"),
                ("/tiles/risk-level/tile.json", "json"), ("/tiles/zones/tile.json", "json"), ("/point?lon=121.9&lat=29.9", "json"),
                ("/base/land.geojson", "json, geojson"), ("/collections/risk-level/coverage", "tif")):
            ask = target + ("&" if "?" in target else "?") + "f="
            for wrong in ("banana", "HTML"):
                self.assertEqual(self.problem(ask + wrong, 400, "parameter-invalid")["allowed"], formats, target)
            self.ok(ask + formats.split(", ")[0])

    def test_datetimes(self):
        for wrong in ("TTTT", "2026-13-45", "2026-02-30T00:00:00Z", "2026-01-02/2026-01-01", "..", "now"):
            self.problem(f"/collections/berths/items?datetime={wrong}", 400, "parameter-invalid")
        for right in ("2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00%2B08:00/..", "../2026-01-01", "/2026-01-01"):
            self.assertEqual(self.ok(f"/collections/berths/items?datetime={right}").json()["numberMatched"], 12)

    def test_ogrinfo_lists_the_vector_layers_alone(self):
        for root in ("", f"/runs/{RUN}"):
            shown = subprocess.run(["ogrinfo", "-ro", f"OAPIF:{self.server.base}{root}"], capture_output=True, text=True,
                                   timeout=120)
            self.assertEqual((shown.returncode, shown.stderr), (0, ""))
            listed = [line.split()[1] for line in shown.stdout.splitlines() if line[:1].isdigit()]
            self.assertEqual(listed, ["zones", "risk-zones", "stations", "berths"])
        entries = {entry["id"]: entry["itemType"] for entry in self.ok("/collections").json()["collections"]}
        self.assertEqual((entries["risk-level"], entries["berths"]), ("coverage", "feature"))


class Wmts(LiveTest):
    def capabilities(self):
        return ET.fromstring(self.ok("/wmts?service=WMTS&request=GetCapabilities").body)

    def exception(self, query, status, code, locator):
        answer = self.get("/wmts?" + query)
        self.assertEqual(answer.status, status, query)
        node = ET.fromstring(answer.body).find(f"{OWS}Exception")
        self.assertEqual((node.get("exceptionCode"), node.get("locator")), (code, locator), query)

    def test_capabilities(self):
        root = self.capabilities()
        self.assertEqual(root.get("version"), "1.0.0")
        layers = root.findall(f"{WMTS}Contents/{WMTS}Layer")
        self.assertEqual(len(layers), 7)
        self.assertEqual(self.ok("/wmts/1.0.0/WMTSCapabilities.xml").body,
                         self.ok("/wmts?SERVICE=WMTS&REQUEST=GetCapabilities&AcceptVersions=2.0.0,1.0.0").body)
        sets = {node.find(f"{OWS}Identifier").text: node for node in root.findall(f"{WMTS}Contents/{WMTS}TileMatrixSet")}
        self.assertEqual(set(sets), set(SETS))
        chinese = sets["CGCS2000Quad"]
        self.assertEqual(chinese.find(f"{OWS}SupportedCRS").text, "urn:ogc:def:crs:EPSG::4490")
        self.assertEqual(chinese.find(f"{WMTS}TileMatrix/{WMTS}TopLeftCorner").text, "90 -180")
        self.assertEqual(sets["WorldCRS84Quad"].find(f"{WMTS}TileMatrix/{WMTS}TopLeftCorner").text, "-180 90")

    def test_sections(self):
        parts = {"ServiceIdentification": f"{OWS}ServiceIdentification", "ServiceProvider": f"{OWS}ServiceProvider",
                 "OperationsMetadata": f"{OWS}OperationsMetadata", "Contents": f"{WMTS}Contents", "Themes": f"{WMTS}Themes"}

        def found(sections):
            root = ET.fromstring(self.ok("/wmts?service=WMTS&request=GetCapabilities&Sections=" + sections).body)
            return {name for name, tag in parts.items() if root.find(tag) is not None}

        whole = {"ServiceIdentification", "ServiceProvider", "OperationsMetadata", "Contents"}
        for sections, expected in (("", whole), ("All", whole), ("Contents,All", whole), ("Contents", {"Contents"}),
                                   ("ServiceIdentification,OperationsMetadata", {"ServiceIdentification", "OperationsMetadata"}),
                                   ("ServiceProvider", {"ServiceProvider"}), ("Themes", set())):
            self.assertEqual(found(sections), expected, sections)
        for wrong in ("Layers", "contents", "Contents,", "Contents,x"):
            self.exception(f"service=WMTS&request=GetCapabilities&sections={wrong}", 400, "InvalidParameterValue", "SECTIONS")

    def test_queries_that_cannot_be_read(self):
        self.exception("service=WMTS&request=GetCapabilities&request=GetTile", 400, "InvalidParameterValue", "REQUEST")
        self.exception("service=WMTS&request=%ff", 400, "InvalidParameterValue", None)
        self.exception("service=WMTS&request=%zz", 400, "InvalidParameterValue", None)
        answer = self.get(f"/runs/{RUN}/wmts?service=WMTS&layer=%ff")
        self.assertEqual((answer.status, answer.header("Content-Type")), (400, "application/xml"))

    def test_feature_info_needs_every_parameter_of_the_tile(self):
        whole = {"SERVICE": "WMTS", "REQUEST": "GetFeatureInfo", "VERSION": "1.0.0", "LAYER": "risk-level", "STYLE": "default",
                 "FORMAT": "image/png", "TILEMATRIXSET": "WebMercatorQuad", "TILEMATRIX": "2", "TILEROW": "1", "TILECOL": "3",
                 "I": "5", "J": "6", "INFOFORMAT": "application/json"}

        def query(**changes):
            return "&".join(f"{k}={v}" for k, v in {**whole, **changes}.items() if v is not None)

        self.ok("/wmts?" + query())
        for name in whole:
            self.exception(query(**{name: None}), 400, "MissingParameterValue", name)
        for name, value in (("FORMAT", "image/jpeg"), ("INFOFORMAT", "text/html"), ("I", "x"), ("J", "-1")):
            self.exception(query(**{name: value}), 400, "InvalidParameterValue", name)

    def test_tiles_by_every_way_are_the_same(self):
        bounds = self.ok("/tiles/risk-level/tile.json").json()["bounds"]
        x, y = tiles_over(bounds, 13)[2]
        plain = self.ok(f"/tiles/risk-level/13/{x}/{y}.png").body
        kvp = ("SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=risk-level&STYLE=&FORMAT=image/png"
               f"&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=13&TILEROW={y}&TILECOL={x}")
        self.assertEqual(self.ok("/wmts?" + kvp).body, plain)
        lower = "&".join(part.split("=")[0].lower() + "=" + part.split("=")[1] for part in kvp.split("&"))
        self.assertEqual(self.ok("/wmts?" + lower).body, plain)
        self.assertEqual(self.ok(f"/wmts/1.0.0/risk-level/default/WebMercatorQuad/13/{y}/{x}.png").body, plain)

    def test_exceptions(self):
        whole = {"SERVICE": "WMTS", "REQUEST": "GetTile", "VERSION": "1.0.0", "LAYER": "risk-level", "STYLE": "default",
                 "FORMAT": "image/png", "TILEMATRIXSET": "WebMercatorQuad", "TILEMATRIX": "2", "TILEROW": "1",
                 "TILECOL": "3"}

        def query(**changes):
            return "&".join(f"{k}={v}" for k, v in {**whole, **changes}.items() if v is not None)

        self.ok("/wmts?" + query())
        for name in whole:
            self.exception(query(**{name: None}), 400, "MissingParameterValue", name)
        for changes, status, code, locator in (
                ({"SERVICE": "WMS"}, 400, "InvalidParameterValue", "SERVICE"),
                ({"REQUEST": "GetMap"}, 501, "OperationNotSupported", "REQUEST"),
                ({"VERSION": "2.0.0"}, 400, "InvalidParameterValue", "VERSION"),
                ({"LAYER": "x"}, 400, "InvalidParameterValue", "LAYER"),
                ({"STYLE": "x"}, 400, "InvalidParameterValue", "STYLE"),
                ({"FORMAT": "image/jpeg"}, 400, "InvalidParameterValue", "FORMAT"),
                ({"TILEMATRIXSET": "x"}, 400, "InvalidParameterValue", "TILEMATRIXSET"),
                ({"TILEMATRIX": "99"}, 400, "InvalidParameterValue", "TILEMATRIX"),
                ({"TILEMATRIX": "x"}, 400, "InvalidParameterValue", "TILEMATRIX"),
                ({"TILEROW": "4"}, 400, "TileOutOfRange", "TILEROW"),
                ({"TILECOL": "4"}, 400, "TileOutOfRange", "TILECOL"),
                ({"TILECOL": "-1"}, 400, "InvalidParameterValue", "TILECOL"),
                ({"TILECOL": "a"}, 400, "InvalidParameterValue", "TILECOL")):
            self.exception(query(**changes), status, code, locator)
        self.exception("", 400, "MissingParameterValue", "SERVICE")
        self.exception("service=WMTS&request=GetCapabilities&AcceptVersions=2.0.0", 400, "VersionNegotiationFailed",
                       "ACCEPTVERSIONS")
        self.exception(query() + "&layer=risk-level", 400, "InvalidParameterValue", "LAYER")

    def test_feature_info_is_what_the_tile_shows(self):
        bounds = self.ok("/tiles/risk-level/tile.json").json()["bounds"]
        x, y = tiles_over(bounds, 14)[7]
        picture = pixels(self.ok(f"/tiles/risk-level/14/{x}/{y}.png").body)
        for i, j in ((0, 0), (255, 255), (17, 200), (128, 3)):
            rest = self.ok(f"/wmts/1.0.0/risk-level/default/WebMercatorQuad/14/{y}/{x}/{j}/{i}.json").json()
            kvp = self.ok("/wmts?SERVICE=WMTS&REQUEST=GetFeatureInfo&VERSION=1.0.0&LAYER=risk-level&STYLE=default"
                          "&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=14"
                          f"&TILEROW={y}&TILECOL={x}&I={i}&J={j}&INFOFORMAT=application/json").json()
            self.assertEqual(rest, kvp)
            shown = "#%02x%02x%02x" % tuple(picture[j, i, :3]) if picture[j, i, 3] else None
            self.assertEqual(rest["class"]["colour"] if rest["class"] else None, shown)
        self.exception("SERVICE=WMTS&REQUEST=GetFeatureInfo&VERSION=1.0.0&LAYER=risk-level&STYLE=default"
                       "&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=2&TILEROW=1&TILECOL=1"
                       "&I=256&J=0&INFOFORMAT=application/json", 400, "PointIJOutOfRange", "I")

    def test_gdalinfo_needs_nothing_but_an_address(self):
        for address in (f"{self.server.base}/wmts/1.0.0/WMTSCapabilities.xml",
                        f"{self.server.base}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities",
                        f"{self.server.base}/runs/{RUN}/wmts/1.0.0/WMTSCapabilities.xml"):
            shown = subprocess.run(["gdalinfo", f"WMTS:{address}"], capture_output=True, text=True, timeout=120)
            self.assertEqual(shown.returncode, 0, shown.stderr)
            self.assertIn("layer=risk-level", shown.stdout, address)
            for set_id in SETS:
                one = subprocess.run(["gdalinfo", f"WMTS:{address},layer=risk-level,tilematrixset={set_id}"],
                                     capture_output=True, text=True, timeout=120)
                self.assertEqual(one.returncode, 0, (address, set_id, one.stderr))
        self.assertIn("CGCS2000", subprocess.run(
            ["gdalinfo", f"WMTS:{address},layer=risk-level,tilematrixset=CGCS2000Quad"], capture_output=True, text=True,
            timeout=120).stdout)
        shown = subprocess.run(["ogrinfo", "-so", f"OAPIF:{self.server.base}", "berths"], capture_output=True, text=True,
                               timeout=120)
        self.assertIn("Feature Count: 12", shown.stdout)

    def test_gdal_draws_the_same_map_in_every_set(self):
        colours = set(legend_colours(self.ok("/legend/risk-level.json").json()))
        place = (121.8535, 29.9085)  # somewhere of level 1, read through three matrix sets
        for set_id in SETS[:3]:
            address = f"WMTS:{self.server.base}/wmts/1.0.0/WMTSCapabilities.xml,layer=risk-level,tilematrixset={set_id}"
            data = gdal.Warp("", address, format="MEM", outputBounds=(121.84, 29.86, 121.97, 29.94), width=650,
                             height=400, dstSRS="OGC:CRS84", resampleAlg="near")
            picture = np.moveaxis(data.ReadAsArray(), 0, 2)
            self.assertLessEqual(hexes(picture), colours, set_id)
            self.assertIn("#d7191c", hexes(picture))
            values = self.ok(f"/point?lon={place[0]}&lat={place[1]}").json()["values"]
            colour = next(v["class"]["colour"] for v in values if v["layer"] == "risk-level")
            column, row = int((place[0] - 121.84) / 0.13 * 650), int((29.94 - place[1]) / 0.08 * 400)
            self.assertEqual("#%02x%02x%02x" % tuple(picture[row, column, :3]), colour, set_id)


if __name__ == "__main__":
    unittest.main()
