"""JSON schemas of what the server answers, written after the standards' texts: OGC API Common 1.0, Features 1.0, Tiles 1.0,
Tile Matrix Set 2.0, TileJSON 3.0.0, RFC 9457, RFC 7946."""

TEXT = {"type": "string", "minLength": 1}
NUMBER = {"type": "number"}
COUNT = {"type": "integer", "minimum": 0}
URI = {"type": "string", "pattern": "^(https?://|urn:)"}
HEX = {"type": "string", "pattern": "^#[0-9a-f]{6}$"}


def obj(required, **optional):
    return {"type": "object", "required": list(required), "properties": {**required, **optional}}


def array(items, minimum=0, **more):
    return {"type": "array", "items": items, "minItems": minimum, **more}


def or_null(schema):
    return {"anyOf": [schema, {"type": "null"}]}


BOX = {"type": "array", "items": NUMBER, "minItems": 4, "maxItems": 4}
LINK = obj({"href": {"type": "string", "pattern": "^https?://"}, "rel": TEXT}, type=TEXT, templated={"type": "boolean"}, title=TEXT)
LINKS = array(LINK, 1)
BILINGUAL = obj({"zh": TEXT, "en": TEXT})
LANDING = obj({"links": LINKS, "title": TEXT, "description": TEXT})
CONFORMANCE = obj({"conformsTo": array(URI, 5, uniqueItems=True)})
EXTENT = obj({"spatial": obj({"bbox": array(BOX, 1), "crs": URI})})
COLLECTION = obj({"id": TEXT, "links": LINKS, "title": TEXT}, extent=EXTENT, itemType={"enum": ["feature", "coverage"]}, crs=array(URI, 1))
COLLECTIONS = obj({"links": LINKS, "collections": array(COLLECTION, 1)})

POSITION = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
RING = array(POSITION, 4)
GEOMETRY = {"oneOf": [obj({"type": {"const": "Point"}, "coordinates": POSITION}),
                      obj({"type": {"const": "Polygon"}, "coordinates": array(RING, 1)}),
                      obj({"type": {"const": "MultiPolygon"}, "coordinates": array(array(RING, 1), 1)}), {"type": "null"}]}
FEATURE = obj({"type": {"const": "Feature"}, "id": TEXT, "geometry": GEOMETRY, "properties": {"type": "object"}}, links=LINKS)
ITEMS = obj({"type": {"const": "FeatureCollection"}, "features": array(FEATURE), "numberMatched": COUNT, "numberReturned": COUNT,
             "links": LINKS, "synthetic": {"type": "boolean"}})

MATRIX = obj({"id": TEXT, "scaleDenominator": NUMBER, "cellSize": NUMBER, "pointOfOrigin": POSITION, "tileWidth": {"const": 256},
              "tileHeight": {"const": 256}, "matrixWidth": {"type": "integer", "minimum": 1},
              "matrixHeight": {"type": "integer", "minimum": 1}}, cornerOfOrigin={"enum": ["topLeft", "bottomLeft"]})
MATRIX_SET = obj({"id": TEXT, "crs": URI, "tileMatrices": array(MATRIX, 1)}, uri=URI, title=TEXT,
                 orderedAxes=array(TEXT, 2), wellKnownScaleSet=URI)
MATRIX_SETS = obj({"tileMatrixSets": array(obj({"id": TEXT, "links": LINKS}, uri=URI, title=TEXT), 1)})
LIMITS = obj({"tileMatrix": TEXT, "minTileRow": COUNT, "maxTileRow": COUNT, "minTileCol": COUNT, "maxTileCol": COUNT})
TILESET_ITEM = obj({"dataType": {"enum": ["map", "vector", "coverage"]}, "crs": URI, "tileMatrixSetURI": URI, "links": LINKS}, title=TEXT)
TILESETS = obj({"links": LINKS, "tilesets": array(TILESET_ITEM, 1)})
TILESET = obj({"dataType": {"enum": ["map", "vector", "coverage"]}, "crs": URI, "links": LINKS, "tileMatrixSetLimits": array(LIMITS, 1),
               "boundingBox": obj({"lowerLeft": POSITION, "upperRight": POSITION}, crs=URI)}, tileMatrixSetURI=URI)
VECTOR_LAYER = obj({"id": TEXT, "fields": {"type": "object", "additionalProperties": TEXT}}, description=TEXT, minzoom=COUNT, maxzoom=COUNT)
TILEJSON = obj({"tilejson": {"const": "3.0.0"}, "tiles": array({"type": "string", "pattern": r"\{z\}.*\{x\}.*\{y\}"}, 1),
                "vector_layers": array(VECTOR_LAYER)}, bounds=BOX, minzoom={"type": "integer", "minimum": 0, "maximum": 30},
               maxzoom={"type": "integer", "minimum": 0, "maximum": 30}, scheme={"enum": ["xyz", "tms"]},
               center={"type": "array", "items": NUMBER, "minItems": 3, "maxItems": 3}, attribution=TEXT, name=TEXT,
               version={"type": "string", "pattern": r"^\d+\.\d+\.\d+$"})
PROBLEM = obj({"type": URI, "title": TEXT, "status": {"type": "integer", "minimum": 400, "maximum": 599}, "detail": TEXT},
              instance=TEXT, parameter=TEXT, value={"type": "string"}, allowed={"type": "string"})
CLASS = obj({"colour": HEX, "opacity": NUMBER, "label": BILINGUAL, "min": or_null(NUMBER), "max": or_null(NUMBER),
             "value": or_null({"type": "integer"}), "hatched": {"type": "boolean"}, "limits": or_null({"type": "object"})})
LEGEND = obj({"title": BILINGUAL, "classes": array(CLASS, 1), "synthetic": {"type": "boolean"}, "style": TEXT})
SHOWN = or_null(obj({"colour": HEX, "label": BILINGUAL, "hatched": {"type": "boolean"}}))
UNCERTAINTY = or_null(obj({"layer": TEXT, "quantity": TEXT, "unit": TEXT, "value": or_null(NUMBER), "class": SHOWN}))
VALUE = obj({"layer": TEXT, "quantity": TEXT, "unit": TEXT, "value": or_null(NUMBER), "cell_value": or_null(NUMBER), "class": SHOWN,
             "title": BILINGUAL, "uncertainty": UNCERTAINTY})
POINT = obj({"lon": NUMBER, "lat": NUMBER, "crs": TEXT, "run": TEXT, "synthetic": {"type": "boolean"}, "values": array(VALUE, 1),
             "not_estimable": array(obj({"pollutant": TEXT, "name": BILINGUAL}))})
STATISTICS = obj({"run": TEXT, "layers": array(obj({"layer": TEXT, "unit": TEXT, "cells": COUNT, "area_m2": NUMBER,
                                                    "unknown_share": or_null(NUMBER), "mean": or_null(NUMBER), "max": or_null(NUMBER),
                                                    "classes": array(obj({"label": BILINGUAL, "colour": HEX, "area_m2": NUMBER}))}), 1)})
RUNS = obj({"current": TEXT, "runs": array(obj({"id": TEXT, "current": {"type": "boolean"}, "manifest": URI}), 1)})
READY = obj({"status": TEXT, "run": TEXT, "layers": COUNT, "trouble": or_null(TEXT)})
HEALTH = obj({"status": {"const": "alive"}})
PARAMETER = obj({"name": TEXT, "in": {"enum": ["path", "query"]}, "required": {"type": "boolean"}, "schema": {"type": "object"}})
OPERATION = obj({"operationId": TEXT, "summary": TEXT, "parameters": array(PARAMETER), "responses": {"type": "object", "minProperties": 1}})
OPENAPI = obj({"openapi": {"type": "string", "pattern": r"^3\.0\.\d$"}, "info": obj({"title": TEXT, "version": TEXT}),
               "paths": {"type": "object", "minProperties": 20, "additionalProperties": {
                   "type": "object", "properties": {"get": OPERATION, "post": OPERATION}, "additionalProperties": False}}})
