#!/usr/bin/python3
"""The OpenAPI document: what it defines, and that real answers keep to it."""

import copy
import json
import unittest

import jsonschema

from live import RUN, LiveTest
from make_pages import write_pages  # beside make_run

AREA = {"type": "Polygon", "coordinates": [[[121.86, 29.9], [121.9, 29.9], [121.9, 29.92], [121.86, 29.9]]]}
KVP = ("service=WMTS&version=1.0.0&layer=risk-level&style=default&format=image/png&tilematrixset=WebMercatorQuad&tilematrix=12"
       "&tilerow=1689&tilecol=3434")
CHANGES = f"/changes/{RUN}/{RUN}"
# Addresses of each path; every media type that it describes must be among their answers, but for text/html.
EXAMPLES = {
    "/": ["/?f=json"],
    "/tiles/{layer}/{z}/{x}/{file}": [f"/tiles/risk-level/12/3434/1689.{ending}" for ending in ("png", "webp", "f32")] +
                                     ["/tiles/zones/12/3434/1690.mvt"],
    "/tiles/{layer}/tile.json": ["/tiles/risk-level/tile.json", "/tiles/zones/tile.json", "/tiles/risk-level/tile.json?tms=CGCS2000Quad"],
    "/legend/{file}": [f"/legend/{name}" for name in ("risk-level.json", "cancer-risk-resident.json", "status-resident.json",
                                                      "risk-level.svg", "risk-level.png")],
    "/point": ["/point?lon=121.87&lat=29.92", "/point?lon=0&lat=0"],
    "/conformance": ["/conformance"],
    "/collections": ["/collections"],
    "/collections/{collection}": ["/collections/risk-level", "/collections/zones"],
    "/collections/{collection}/items": ["/collections/berths/items?bbox=121,29,122,30&limit=5", "/collections/zones/items",
                                        "/collections/stations/items?datetime=2025-01-01/.."],
    "/collections/{collection}/items/{fid}": ["/collections/stations/items/S02"],
    "/collections/{collection}/coverage": ["/collections/risk-level/coverage"],
    "/statistics": ["/statistics", "/statistics?layer=risk-level"],
    "/collections/{collection}/map/tiles": ["/collections/risk-level/map/tiles"],
    "/map/tiles": ["/map/tiles"],
    "/collections/{collection}/map/tiles/{tms}": ["/collections/risk-level/map/tiles/CGCS2000Quad"],
    "/collections/{collection}/map/tiles/{tms}/{z}/{row}/{column}": [
        f"/collections/risk-level/map/tiles/WebMercatorQuad/12/1690/3434?f={name}" for name in ("png", "webp")],
    "/tileMatrixSets": ["/tileMatrixSets"],
    "/tileMatrixSets/{tms}": ["/tileMatrixSets/WebMercatorQuad", "/tileMatrixSets/CGCS2000Quad"],
    "/api": ["/api"],
    "/wmts": [f"/wmts?request=GetCapabilities&{KVP}", f"/wmts?request=GetTile&{KVP}",
              f"/wmts?request=GetTile&{KVP}".replace("png", "webp"),
              f"/wmts?request=GetFeatureInfo&{KVP}&i=1&j=1&infoformat=application/json"],
    "/wmts/1.0.0/WMTSCapabilities.xml": ["/wmts/1.0.0/WMTSCapabilities.xml"],
    "/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{row}/{file}": [
        f"/wmts/1.0.0/risk-level/default/WebMercatorQuad/12/1689/3434.{ending}" for ending in ("png", "webp")],
    "/wmts/1.0.0/{layer}/{style}/{tms}/{z}/{row}/{column}/{j}/{file}": [
        "/wmts/1.0.0/risk-level/default/WebMercatorQuad/12/1689/3434/5/6.json"],
    "/manifest.json": ["/manifest.json"],
    "/enterprises": ["/enterprises"],
    "/enterprises/{enterprise}": ["/enterprises/E1?f=json"],
    "/tables/{file}": ["/tables/places.csv", "/tables/places.xlsx"],
    "/base/land.geojson": ["/base/land.geojson"],
    "/changes/{from}/{to}/tiles/{layer}/{z}/{x}/{file}": [f"{CHANGES}/tiles/risk-level/12/3434/1689.{e}" for e in ("png", "webp")],
    "/changes/{from}/{to}/tiles/{layer}/tile.json": [f"{CHANGES}/tiles/risk-level/tile.json"],
    "/changes/{from}/{to}/legend/{file}": [f"{CHANGES}/legend/risk-level.json", f"{CHANGES}/legend/cancer-risk-resident.json"],
    "/changes/{from}/{to}/areas/{file}": [f"{CHANGES}/areas/risk-level.json"],
    "/viewer.json": ["/viewer.json"],
    "/runs": ["/runs"],
    "/healthz": ["/healthz"],
    "/readyz": ["/readyz"],
    "/metrics": ["/metrics"],
}


def as_json_schema(node):
    """OpenAPI 3.0's `nullable` in the words of JSON Schema."""
    if isinstance(node, list):
        return [as_json_schema(entry) for entry in node]
    if not isinstance(node, dict):
        return node
    made = {key: as_json_schema(value) for key, value in node.items() if key != "nullable"}
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") is True else made


class OpenApi(LiveTest):
    @classmethod
    def prepare(cls, run):
        write_pages(run, {"E1": "released", "E2": "draft"})
        manifest = json.loads((run / "manifest.json").read_text(encoding="utf-8"))
        manifest["tables"] = [{"path": f"tables/{name}", "title": {"zh": "表", "en": "table"}, "rows": 1, "sha256": "0" * 64}
                              for name in ("places.csv", "places.xlsx")]
        (run / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        (run / "tables").mkdir(exist_ok=True)
        for table in manifest["tables"]:
            (run / table["path"]).write_text("id\n", encoding="utf-8")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls.server.get("/api").json()
        cls.schemas = as_json_schema(cls.document["components"])

    def operation(self, path):
        methods = self.document["paths"][path]
        self.assertEqual(len(methods), 1, path)
        return next(iter(methods.items()))

    def parameters(self, path):
        return {parameter["name"]: parameter for parameter in self.operation(path)[1]["parameters"]}

    def resolved(self, node):
        while "$ref" in node:
            found = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def check(self, schema, document):
        whole = {**as_json_schema(schema), "components": self.schemas}
        jsonschema.Draft7Validator(whole).validate(document)

    def test_parameters_of_features(self):
        """OGC API Features, requirements fc-bbox-definition, fc-limit-definition, fc-time-definition."""
        for path in ("/collections/{collection}/items", "/runs/{run}/collections/{collection}/items"):
            found = self.parameters(path)
            box = found["bbox"]
            self.assertEqual((box["in"], box["required"], box["style"], box["explode"]), ("query", False, "form", False))
            self.assertEqual(box["schema"], {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}})
            limit = found["limit"]
            self.assertEqual((limit["in"], limit["required"], limit["style"], limit["explode"]), ("query", False, "form", False))
            self.assertEqual(limit["schema"], {"type": "integer", "minimum": 1, "maximum": 10000, "default": 1000})
            time = found["datetime"]
            self.assertEqual((time["style"], time["explode"], time["schema"]["type"]), ("form", False, "string"))
            self.assertEqual(found["f"]["schema"]["enum"], ["json", "geojson"])
        self.assertEqual(len(self.ok("/collections/berths/items?limit=1").json()["features"]), 1)
        self.assertEqual(self.parameters("/collections/{collection}/coverage")["bbox"]["schema"]["type"], "array")
        for name in ("lon", "lat"):
            self.assertTrue(self.parameters("/point")[name]["required"])
        wmts = self.parameters("/wmts")
        self.assertLessEqual({"service", "request", "version", "layer", "style", "format", "tilematrixset", "tilematrix", "tilerow",
                              "tilecol", "i", "j", "infoformat", "sections", "acceptversions"}, set(wmts))
        self.assertTrue(wmts["service"]["required"] and wmts["request"]["required"])

    def test_every_operation_tells_its_answers(self):
        paths = self.document["paths"]
        for path, methods in paths.items():
            for method, operation in methods.items():
                self.assertEqual({p["name"] for p in operation["parameters"] if p["in"] == "path"},
                                 {part[1:-1] for part in path.split("/") if part.startswith("{")}, path)
                for parameter in operation["parameters"]:
                    self.assertIn("type", parameter["schema"], (path, parameter["name"]))
                    self.assertTrue(parameter["description"], (path, parameter["name"]))
                content = operation["responses"]["200"]["content"]
                self.assertTrue(content, path)
                for kind, body in content.items():
                    self.assertTrue(self.resolved(body["schema"]), (path, kind))
                for status, response in operation["responses"].items():
                    self.assertTrue(self.resolved(response)["description"], (path, status))
                self.assertIn("application/problem+json", self.resolved(operation["responses"]["default"])["content"])
                self.assertIn("400", operation["responses"])
                self.assertEqual("requestBody" in operation, method == "post")

        def statuses(path):
            return set(self.operation(path)[1]["responses"])

        self.assertLessEqual({"204", "304", "401", "404", "406"}, statuses("/tiles/{layer}/{z}/{x}/{file}"))
        self.assertLessEqual({"206", "304", "401", "404", "413", "416", "503"}, statuses("/collections/{collection}/coverage"))
        self.assertLessEqual({"401", "413", "415", "503"}, statuses("/statistics"))
        self.assertLessEqual({"304", "406"}, statuses("/"))
        self.assertNotIn("304", statuses("/healthz"))
        body = self.operation("/statistics")[1]["requestBody"]
        self.assertTrue(body["required"])
        self.check(body["content"]["application/geo+json"]["schema"], AREA)
        with self.assertRaises(jsonschema.ValidationError):
            self.check(body["content"]["application/geo+json"]["schema"], {"type": "Point", "coordinates": [1, 2]})

    def test_pinned_paths_and_keys(self):
        paths = self.document["paths"]
        for path in EXAMPLES:
            pinned = not path.startswith(("/changes", "/viewer", "/runs", "/healthz", "/readyz", "/metrics"))
            self.assertEqual("/runs/{run}" + path in paths, pinned, path)
        self.assertEqual(self.document["components"]["securitySchemes"]["bearer"]["scheme"], "bearer")
        self.assertEqual(self.document["security"], [{}, {"bearer": []}])
        own = self.ok(f"/runs/{RUN}/api").json()
        self.assertEqual(own["servers"], [{"url": f"{self.server.base}/runs/{RUN}"}])
        self.assertEqual(set(own["paths"]), {path[len("/runs/{run}"):] for path in paths if path.startswith("/runs/{run}/")})

    def test_no_reference_leads_nowhere(self):
        stack = [self.document]
        count = 0
        while stack:
            node = stack.pop()
            if isinstance(node, dict):
                if "$ref" in node:
                    self.assertIsInstance(self.resolved(node), dict)
                    count += 1
                stack += node.values()
            elif isinstance(node, list):
                stack += node
        self.assertGreater(count, 200)
        for name, schema in self.schemas["schemas"].items():
            jsonschema.Draft7Validator.check_schema(schema)

    def test_real_answers_keep_to_their_schemas(self):
        for path in self.document["paths"]:
            if path.startswith("/runs/{run}"):
                continue
            self.assertIn(path, EXAMPLES, "a path without an example: add one to this file")
            method, operation = self.operation(path)
            content = operation["responses"]["200"]["content"]
            seen = set()
            for target in EXAMPLES[path]:
                pinned = ["", f"/runs/{RUN}"] if "/runs/{run}" + path in self.document["paths"] else [""]
                for root in pinned:
                    answer = (self.server.ask("POST", root + target, {"Content-Type": "application/geo+json"}, json.dumps(AREA))
                              if method == "post" else self.ok(root + target))
                    self.assertEqual(answer.status, 200, root + target)
                    kind = answer.header("Content-Type")
                    self.assertIn(kind, content, target)
                    seen.add(kind)
                    if "json" in kind:
                        self.check(content[kind]["schema"], answer.json())
                        self.assertNotEqual(self.resolved(content[kind]["schema"]), {"type": "object"}, path)
            self.assertEqual(seen, set(content) - {"text/html"}, path)

    def test_real_refusals_keep_to_theirs(self):
        for target, path, status in (("/collections/none", "/collections/{collection}", 404), ("/point?lon=1", "/point", 400),
                                     ("/tiles/risk-level/9/1/x.png", "/tiles/{layer}/{z}/{x}/{file}", 400)):
            answer = self.get(target)
            self.assertEqual(answer.status, status)
            response = self.resolved(self.operation(path)[1]["responses"][str(status)])
            self.check(response["content"]["application/problem+json"]["schema"], answer.json())

    def test_the_schemas_are_not_empty_words(self):
        """What is missing or of another type is found."""
        for path, target in (("/collections", "/collections"), ("/runs", "/runs"), ("/manifest.json", "/manifest.json"),
                             ("/tiles/{layer}/tile.json", "/tiles/risk-level/tile.json"), ("/point", "/point?lon=121.87&lat=29.92")):
            whole = self.ok(target).json()
            schema = next(iter(self.operation(path)[1]["responses"]["200"]["content"].values()))["schema"]
            for name in self.resolved(schema)["required"]:
                for missing in (True, False):
                    broken = copy.deepcopy(whole)
                    if missing:
                        del broken[name]
                    else:
                        broken[name] = [[]] if isinstance(whole[name], dict) else {}
                    with self.assertRaises(jsonschema.ValidationError, msg=f"{path} {name}"):
                        self.check(schema, broken)


if __name__ == "__main__":
    unittest.main()
