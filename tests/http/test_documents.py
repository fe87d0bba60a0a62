#!/usr/bin/python3
"""Documents: TileJSON, legends, points, collections and their features, the landing page, the viewer's files."""

import json
import pathlib
import re
import shutil
import tempfile
import unittest
import xml.etree.ElementTree as ET

import numpy as np

from live import RUN, LiveTest, Server, legend_colours, pixels

MARK = "示例数据·非真实"


class Documents(LiveTest):
    def test_tilejson(self):
        document = self.ok("/tiles/risk-level/tile.json").json()
        self.assertEqual(document["tilejson"], "3.0.0")
        self.assertEqual(document["tiles"], [f"{self.server.base}/tiles/risk-level/{{z}}/{{x}}/{{y}}.png"])
        self.assertEqual(document["vector_layers"], [])
        self.assertEqual((document["minzoom"], document["synthetic"], document["mark"]), (9, True, MARK))
        west, south, east, north = document["bounds"]
        self.assertTrue(121.8 < west < east < 122.0 and 29.8 < south < north < 30.0)
        pinned = self.ok(f"/runs/{RUN}/tiles/risk-level/tile.json?style=risk-level-colourblind").json()
        self.assertIn(f"/runs/{RUN}/tiles/", pinned["tiles"][0])
        self.assertTrue(pinned["tiles"][0].endswith("?style=risk-level-colourblind"))
        other = self.ok("/tiles/risk-level/tile.json", Host="maps.example.org").json()
        self.assertTrue(other["tiles"][0].startswith("http://maps.example.org/"))

    def test_how_a_layer_is_reduced_is_said(self):
        for layer, word in (("risk-level", "worst"), ("cancer-risk-resident", "average"), ("status-resident", "nearest")):
            self.assertEqual(self.ok(f"/tiles/{layer}/tile.json").json()["overview"], word)
            self.assertEqual(self.ok(f"/legend/{layer}.json").json()["overview"], word)

    def test_tilejson_counts_zooms_as_its_addresses_do(self):
        native = {}
        for set_id in ("WebMercatorQuad", "WebMercatorQuad-GCJ02", "WorldCRS84Quad", "CGCS2000Quad"):
            document = self.ok(f"/tiles/risk-level/tile.json?tms={set_id}").json()
            sizes = {m["id"]: m["scaleDenominator"] for m in self.ok(f"/tileMatrixSets/{set_id}").json()["tileMatrices"]}
            mercator = {m["id"]: m["scaleDenominator"] for m in self.ok("/tileMatrixSets/WebMercatorQuad").json()["tileMatrices"]}
            for key, zoom in (("minzoom", 9), ("maxzoom", 18)):
                self.assertAlmostEqual(sizes[str(document[key])] / mercator[str(zoom)], 1, places=9, msg=set_id)
            self.assertEqual(document["center"][2], document["minzoom"] + 2)
            native[set_id] = sizes[str(document["native_zoom"])]
            tile = document["tiles"][0][len(self.server.base):].replace("{z}", str(document["native_zoom"]))
            self.ok(tile.replace("{x}", "1").replace("{y}", "1"))
        self.assertEqual(native["WorldCRS84Quad"], native["CGCS2000Quad"])
        chinese, world = (self.ok(f"/tiles/risk-level/tile.json?tms={s}").json() for s in ("CGCS2000Quad", "WorldCRS84Quad"))
        for key in ("minzoom", "maxzoom", "native_zoom"):
            self.assertEqual(chinese[key], world[key] + 1)

    def test_legend_json(self):
        legend = self.ok("/legend/risk-level.json").json()
        self.assertEqual(legend["kind"], "level")
        self.assertEqual({entry["value"]: entry["hatched"] for entry in legend["classes"]},
                         {4: False, 3: False, 2: False, 1: False, 0: True})
        self.assertEqual(legend["classes"][0]["label"], {"zh": "优先管控", "en": "priority"})
        self.assertIn("非国家标准", legend["note"]["zh"])
        self.assertEqual(legend["not_estimable"][0]["pollutant"], "ethylene-oxide")
        self.assertEqual(legend["not_estimable"][0]["cancer_risk_at_detection_limit"], 7e-5)
        risk = self.ok("/legend/cancer-risk-resident.json").json()
        limits = [(entry["min"], entry["max"]) for entry in risk["classes"]]
        self.assertIsNone(limits[0][0])
        self.assertIsNone(limits[-1][1])
        self.assertEqual([high for _, high in limits[:-1]], [low for low, _ in limits[1:]])
        self.assertEqual(self.ok("/legend/concentration-benzene.json").json()["not_estimable"], [])

    def test_legend_pictures(self):
        colours = set(legend_colours(self.ok("/legend/risk-level.json").json()))
        picture = pixels(self.ok("/legend/risk-level.png").body)
        shown = {"#%02x%02x%02x" % tuple(p[:3]) for p in picture.reshape(-1, 4) if p[3]}
        self.assertGreaterEqual(shown, colours)
        english = pixels(self.ok("/legend/risk-level.png?language=en").body)
        self.assertNotEqual(picture.shape, english.shape)
        for words in (picture, english):
            self.assertTrue((words[..., 3] == 255).all())
            beside = words[words.shape[0] // 2:, 60:, :3]
            self.assertGreater(np.count_nonzero(beside.sum(2) < 200), 100, "no words beside the swatches")
        for language, word in (("zh", "优先管控"), ("en", "priority")):
            svg = self.ok(f"/legend/risk-level.svg?language={language}")
            root = ET.fromstring(svg.body)
            texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
            self.assertIn(word, texts)
            self.assertIn(MARK, texts)

    def test_point(self):
        document = self.ok("/point?lon=121.87&lat=29.92").json()
        self.assertEqual((document["run"], document["synthetic"], document["mark"]), (RUN, True, MARK))
        values = {entry["layer"]: entry for entry in document["values"]}
        self.assertEqual(values["risk-level"]["class"]["label"]["en"], "priority")
        self.assertEqual(values["concentration-benzene"]["unit"], "ug/m3")
        self.assertGreater(values["cancer-risk-resident"]["value"], 1e-5)
        outside = self.ok("/point?lon=0&lat=0").json()
        self.assertTrue(all(v["value"] is None and v["class"] is None for v in outside["values"]))

    def test_points_in_other_systems(self):
        from osgeo import osr
        plane = osr.SpatialReference()
        plane.ImportFromEPSG(4550)
        plane.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        geographic = osr.SpatialReference()
        geographic.ImportFromEPSG(4326)
        geographic.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        x, y, _ = osr.CoordinateTransformation(geographic, plane).TransformPoint(121.87, 29.92)
        here = self.ok("/point?lon=121.87&lat=29.92").json()["values"]
        for query in (f"lon={x!r}&lat={y!r}&crs=EPSG:4550", "lon=121.87&lat=29.92&crs=EPSG:4490"):
            there = self.ok("/point?" + query).json()["values"]
            for a, b in zip(here, there):
                if a["value"] is not None:
                    self.assertAlmostEqual(a["value"], b["value"], delta=abs(a["value"]) * 1e-4)
        shifted = self.ok("/point?lon=121.87&lat=29.92&crs=GCJ-02").json()["values"]
        self.assertNotEqual([v["value"] for v in here], [v["value"] for v in shifted])

    def test_collections(self):
        document = self.ok("/collections").json()
        entries = {entry["id"]: entry for entry in document["collections"]}
        for name in ("zones", "risk-zones", "stations", "berths", "risk-level", "concentration-benzene"):
            self.assertIn(name, entries)
            self.assertEqual(self.ok(f"/collections/{name}").json(), entries[name])
            west, south, east, north = entries[name]["extent"]["spatial"]["bbox"][0]
            self.assertTrue(121.8 < west < east < 122.0 and 29.8 < south < north < 30.0)
        self.assertEqual(entries["berths"]["itemType"], "feature")

    def test_every_link_leads_somewhere(self):
        seen = set()
        wait = ["/?f=json", f"/runs/{RUN}/?f=json"]
        while wait:
            target = wait.pop()
            if target in seen or "{" in target or "f=html" in target:
                continue
            seen.add(target)
            answer = self.ok(target)
            if "json" not in answer.header("Content-Type"):
                continue
            stack = [answer.json()]
            while stack:
                node = stack.pop()
                if isinstance(node, dict):
                    href = node.get("href")
                    if isinstance(href, str) and href.startswith(self.server.base):
                        wait.append(href[len(self.server.base):])
                    stack += node.values()
                elif isinstance(node, list):
                    stack += node
        self.assertGreater(len(seen), 20)

    def test_features_come_in_pages(self):
        seen = []
        target = "/collections/berths/items?limit=5"
        while target:
            page = self.ok(target).json()
            self.assertEqual(page["type"], "FeatureCollection")
            self.assertEqual((page["numberMatched"], page["synthetic"], page["mark"]), (12, True, MARK))
            self.assertEqual(page["numberReturned"], len(page["features"]))
            seen += [feature["id"] for feature in page["features"]]
            following = [link["href"] for link in page["links"] if link["rel"] == "next"]
            target = following[0][len(self.server.base):] if following else None
        self.assertEqual(seen, [f"B{i:02}" for i in range(1, 13)])
        self.assertEqual(self.ok("/collections/berths/items?offset=99").json()["features"], [])

    def test_features_are_found_by_place_and_property(self):
        def ids(query, collection="berths"):
            return [f["id"] for f in self.ok(f"/collections/{collection}/items?{query}").json()["features"]]

        self.assertEqual(ids("level=4"), ["B05", "B10"])
        self.assertEqual(ids("level=4&id=B10"), ["B10"])
        self.assertEqual(ids("id=none"), [])
        self.assertEqual(len(ids("scenario=resident&level=3", "risk-zones")), 2)
        lon, lat = self.ok("/collections/berths/items/B03").json()["geometry"]["coordinates"]
        self.assertEqual(ids(f"bbox={lon - 1e-4},{lat - 1e-4},{lon + 1e-4},{lat + 1e-4}"), ["B03"])
        self.assertEqual(ids(f"bbox={lon - 1e-4},{lat - 1e-4},0,{lon + 1e-4},{lat + 1e-4},9"), ["B03"])
        self.assertEqual(ids("bbox=0,0,1,1"), [])
        inside = "121.8705,29.9179,121.8706,29.9180"  # in the middle of a zone, far from its edges
        self.assertEqual(ids("bbox=" + inside, "zones"), ["DX"])
        self.assertEqual(ids("datetime=2020-01-01T00:00:00Z/..&level=4"), ["B05", "B10"])

    def test_without_a_viewer_no_page_is_offered(self):
        if self.get("/index.html").status == 200:
            self.skipTest("this tree has its viewer built")
        for root in ("", f"/runs/{RUN}"):
            links = self.ok(f"{root}/?f=json").json()["links"]
            self.assertEqual([link["href"] for link in links if link["type"] == "text/html"], [])
            self.problem(f"{root}/?f=html", 406, "not-acceptable")
            self.assertEqual(self.ok(f"{root}/", Accept="text/html").json()["run"], RUN)

    def test_one_feature(self):
        answer = self.ok("/collections/zones/items/QZ")
        self.assertEqual(answer.header("Content-Type"), "application/geo+json")
        feature = answer.json()
        self.assertEqual(feature["properties"]["name_zh"], "青峙")
        ring = feature["geometry"]["coordinates"][0]
        self.assertEqual(ring[0], ring[-1])
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))
        self.assertGreater(area, 0, "outer rings run counter-clockwise")
        station = self.ok("/collections/stations/items/S02").json()
        self.assertIsNone(station["properties"]["benzene"])

    def test_manifest_is_the_runs_own(self):
        text = (self.folder / "current/manifest.json").read_bytes()
        self.assertEqual(self.ok("/manifest.json").body, text)

    def test_tables(self):
        self.problem("/tables/places.csv", 404, "route-unknown")
        self.problem("/tables/..%2Fmanifest.json", 404, "route-unknown")
        document = json.loads((self.folder / "current/manifest.json").read_text(encoding="utf-8"))
        document["id"], document["tables"] = "20260102T000000Z-00000002", [{"path": "tables/places.csv", "title": {"zh": "点", "en": "places"}, "rows": 1}]
        folder = self.folder / "runs" / document["id"]
        shutil.copytree(self.folder / "runs" / RUN, folder)
        (folder / "tables").mkdir()
        (folder / "tables" / "places.csv").write_text("id\nB1\n", encoding="utf-8")
        (folder / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
        answer = self.ok(f"/runs/{document['id']}/tables/places.csv")
        self.assertEqual(answer.body, b"id\nB1\n")
        self.assertTrue(answer.header("Content-Type").startswith("text/csv"))
        self.assertIn("places.csv", answer.header("Content-Disposition"))
        document["restricted"] = ["stations"]
        (folder / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
        other = Server(self.folder)
        try:
            self.assertEqual(other.get(f"/runs/{document['id']}/tables/places.csv").status, 401)
        finally:
            other.stop()
            shutil.rmtree(folder)

    def test_land(self):
        self.assertEqual(self.ok("/base/land.geojson").json()["type"], "FeatureCollection")

    def test_metrics(self):
        self.ok("/legend/risk-level.json")
        text = self.ok("/metrics").body.decode()
        self.assertIn('riskmap_requests_total{route="legend",status="2xx"}', text)
        self.assertIn(f'riskmap_run_info{{id="{RUN}"', text)
        for line in text.splitlines():
            self.assertRegex(line, r"^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [0-9.e+-]+)$")


class Viewer(LiveTest):
    @classmethod
    def setUpClass(cls):
        cls.web = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-web-"))
        (cls.web / "assets").mkdir()
        (cls.web / "index.html").write_text("<!doctype html><head><title>map</title></head><body></body>", encoding="utf-8")
        (cls.web / "assets" / "index-1234.js").write_text("x" * 3000, encoding="utf-8")
        (cls.web / ".secret").write_text("no", encoding="utf-8")
        cls.arguments = ("--web", str(cls.web))
        super().setUpClass()

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        shutil.rmtree(cls.web)

    def test_browsers_get_the_page_and_programs_the_landing_page(self):
        page = self.ok("/", Accept="text/html,application/xhtml+xml")
        self.assertTrue(page.header("Content-Type").startswith("text/html"))
        self.assertEqual(self.ok("/?f=html").body, page.body)
        document = self.ok("/", Accept="application/json").json()
        self.assertIn("conformance", [link["rel"] for link in document["links"]])
        self.assertEqual(self.ok("/?f=json").json()["run"], RUN)
        for accept in ("text/html;q=0", "text/html;q=0.5, application/json", "*/*", "text/html;q=0, */*", "text/htmlx"):
            self.assertEqual(self.ok("/", Accept=accept).json()["run"], RUN, accept)
        for accept in ("text/html;q=0.9, application/json;q=0.5", "TEXT/html", "text/*"):
            self.assertEqual(self.ok("/", Accept=accept).body, page.body, accept)

    def test_a_runs_own_page_opens_the_viewer_at_that_run(self):
        for headers in ({}, {"Accept": "text/html,*/*;q=0.8"}):
            answer = self.get(f"/runs/{RUN}/" + ("" if headers else "?f=html"), **headers)
            self.assertEqual((answer.status, answer.header("Location")), (303, f"{self.server.base}/#run={RUN}"))
        for root in ("", f"/runs/{RUN}"):
            links = self.ok(f"{root}/?f=json").json()["links"]
            pages = [link["href"] for link in links if link["type"] == "text/html"]
            self.assertEqual(pages, [f"{self.server.base}{root}/?f=html"])
        self.assertEqual(self.ok(f"/runs/{RUN}/").json()["run"], RUN)

    def test_the_page_holds_what_the_first_view_needs(self):
        text = self.ok("/", Accept="text/html").body.decode()
        found = re.search(r'<script type="application/json" id="first-view">([^<]*)</script>', text)
        view = json.loads(found.group(1))
        manifest = self.ok("/manifest.json").json()
        self.assertEqual(view["manifest"]["id"], RUN)
        self.assertEqual([layer["id"] for layer in view["manifest"]["layers"]], [layer["id"] for layer in manifest["layers"]])
        self.assertNotIn("findings", view["manifest"])
        document = self.ok("/tiles/risk-level/tile.json").json()
        self.assertEqual(view["bounds"]["risk-level"], document["bounds"])
        self.assertEqual((view["minzoom"], view["maxzoom"]), (document["minzoom"], document["maxzoom"]))
        for layer, legend in view["legends"].items():
            self.assertEqual(legend, self.ok(f"/legend/{layer}.json").json())
        self.assertEqual(view["viewer"], self.ok("/viewer.json").json())

    def test_files(self):
        script = self.ok("/assets/index-1234.js", Accept_Encoding="gzip")
        self.assertIn("immutable", script.header("Cache-Control"))
        self.assertEqual(script.header("Content-Encoding"), "gzip")
        self.assertEqual(self.ok("/index.html").header("Cache-Control"), "no-cache")
        self.problem("/.secret", 404, "route-unknown")
        self.problem("/assets", 404, "route-unknown")


if __name__ == "__main__":
    unittest.main()
