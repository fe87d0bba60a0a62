#!/usr/bin/python3
"""HTTP itself: conditions, methods, encodings, errors, hostile bytes, keys, runs that change, the end."""

import gzip
import hashlib
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import tomllib
import unittest

from live import RUN, SLOW, TILESERVER, LiveTest, Server, make_run, tiles_over

import hostile  # noqa: E402, beside make_run


def raw(port, data, wait=5.0, half_close=False):
    """Everything the server says to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait * SLOW) as s:
        s.sendall(data)
        if half_close:
            s.shutdown(socket.SHUT_WR)
        said = b""
        try:
            while chunk := s.recv(65536):
                said += chunk
        except (TimeoutError, ConnectionResetError):
            pass
        return said


class Conditions(LiveTest):
    TILE = "/tiles/risk-level/12/3434/1689.png"

    def test_tags_are_strong_and_quoted_and_give_304(self):
        for target in (self.TILE, "/manifest.json", "/legend/risk-level.json", "/collections/berths/items",
                       "/point?lon=121.9&lat=29.9", "/tiles/risk-level/tile.json", "/?f=json"):
            answer = self.ok(target)
            tag = answer.header("ETag")
            self.assertRegex(tag, r'^"[0-9a-f]{32}"$', target)
            for sent in (tag, "*", f'"other", {tag}', "W/" + tag):
                again = self.get(target, If_None_Match=sent)
                self.assertEqual(again.status, 304, f"{target} {sent}")
                self.assertEqual(again.body, b"")
                self.assertEqual(again.header("ETag"), tag)
                self.assertIsNone(again.header("Content-Length"))
                for name in ("Cache-Control", "X-Riskmap-Run", "X-Riskmap-Synthetic", "Access-Control-Allow-Origin"):
                    self.assertEqual(again.header(name), answer.header(name), name)
                self.assertIsNone(again.header("Link"))
            self.assertEqual(self.get(target, If_None_Match='"other"').status, 200)

    def test_304_needs_no_picture(self):
        other = self.TILE.replace("1689", "1690")
        targets = [(path, coding) for coding in ("", "gzip", "br") for path in (
            other, other.replace(".png", ".f32"), "/tiles/zones/12/3434/1690.mvt", f"/changes/{RUN}/{RUN}{other}",
            "/collections/risk-level/map/tiles/WebMercatorQuad/12/1690/3434")]
        tags = {(path, coding): self.ok(path, Accept_Encoding=coding).header("ETag") for path, coding in targets}
        fresh = Server(self.folder)
        try:
            for (path, coding), tag in tags.items():
                answer = fresh.get(path, If_None_Match=tag, Accept_Encoding=coding)
                self.assertEqual((answer.status, answer.header("ETag")), (304, tag), (path, coding))
                self.assertEqual(answer.header("Vary"), self.ok(path, Accept_Encoding=coding).header("Vary"))
            metrics = fresh.get("/metrics").body.decode()
            self.assertIn("riskmap_render_seconds_count 0\n", metrics)
            for path, coding in targets:
                answer = fresh.get(path, If_None_Match='"other"', Accept_Encoding=coding)
                self.assertEqual(answer.status, 200)
                self.assertGreater(len(answer.body), 50)
                self.assertEqual(answer.header("ETag"), tags[path, coding])
        finally:
            self.assertEqual(fresh.stop(), 0)
            fresh.log.close()

    def test_head_has_the_headers_of_get(self):
        for target in (self.TILE, "/manifest.json", "/nothing/here"):
            get = self.get(target)
            head = self.server.ask("HEAD", target)
            self.assertEqual(head.status, get.status)
            self.assertEqual(head.body, b"")
            for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control"):
                self.assertEqual(head.header(name), get.header(name))

    def test_every_answer_says_where_it_comes_from(self):
        answer = self.ok(self.TILE)
        self.assertEqual(answer.header("Content-Type"), "image/png")
        self.assertEqual(answer.header("X-Riskmap-Run"), RUN)
        self.assertEqual(answer.header("X-Riskmap-Synthetic"), "1")
        self.assertIn(f"/runs/{RUN}/manifest.json", answer.header("Link"))
        self.assertEqual(answer.header("Access-Control-Allow-Origin"), "*")
        self.assertRegex(answer.header("Date"), r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")
        ids = {self.ok(self.TILE).header("X-Request-Id") for _ in range(5)}
        self.assertEqual(len(ids), 5)

    def test_gzip_for_documents_never_for_pictures(self):
        plain = self.ok("/manifest.json")
        self.assertIsNone(plain.header("Content-Encoding"))
        packed = self.ok("/manifest.json", Accept_Encoding="br;q=0.2, gzip;q=0.5")
        self.assertEqual(packed.header("Content-Encoding"), "gzip")
        self.assertEqual(packed.header("Vary"), "Accept-Encoding")
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertNotEqual(packed.header("ETag"), plain.header("ETag"))
        brotli = self.ok("/manifest.json", Accept_Encoding="gzip, deflate, br")
        self.assertEqual(brotli.header("Content-Encoding"), "br")
        self.assertEqual(len({a.header("ETag") for a in (plain, packed, brotli)}), 3)
        unpacked = subprocess.run(["curl", "-sf", "--compressed", "-H", "Accept-Encoding: br",
                                   self.server.base + "/manifest.json"], capture_output=True, check=True, timeout=60)
        self.assertEqual(unpacked.stdout, plain.body)
        refused = self.ok("/manifest.json", Accept_Encoding="gzip;q=0")
        self.assertIsNone(refused.header("Content-Encoding"))
        for ending in (".png", ".webp"):
            picture = self.ok(self.TILE.replace(".png", ending), Accept_Encoding="gzip, br")
            self.assertIsNone(picture.header("Content-Encoding"))

    def test_methods(self):
        answer = self.server.ask("OPTIONS", self.TILE)
        self.assertEqual(answer.status, 204)
        self.assertIn("GET", answer.header("Access-Control-Allow-Methods"))
        self.assertEqual(self.server.ask("OPTIONS", "*").status, 204)
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "POST", "BREW"):
            answer = self.server.ask(method, self.TILE)
            self.assertEqual(answer.status, 405, method)
            self.assertIn("GET", answer.header("Allow"))
            self.assertEqual(answer.json()["type"], "urn:riskmap:problem:method-not-allowed")

    def test_allow_lists_the_methods_of_the_address(self):
        get, post = "GET, HEAD, OPTIONS", "POST, OPTIONS"
        for target, allowed in ((self.TILE, get), (f"/runs/{RUN}{self.TILE}", get), ("/statistics", post), ("/", get),
                                (f"/runs/{RUN}/", get), (f"/runs/{RUN}/statistics", post), ("/runs", get), ("/healthz", get)):
            answer = self.server.ask("OPTIONS", target)
            self.assertEqual((answer.status, answer.header("Allow")), (204, allowed), target)
            self.assertEqual(answer.header("Access-Control-Allow-Methods"), allowed)
            for method in ("DELETE", "GET" if allowed == post else "POST"):
                answer = self.server.ask(method, target)
                self.assertEqual((answer.status, answer.header("Allow")), (405, allowed), (method, target))
        for target in ("/nothing", "/tiles/risk-level", f"/runs/{RUN}/healthz", f"/runs/{RUN}/nothing"):
            for method in ("OPTIONS", "DELETE", "POST"):
                answer = self.server.ask(method, target)
                self.assertEqual((answer.status, answer.json()["type"]), (404, "urn:riskmap:problem:route-unknown"), target)

    def test_other_origins_may_read_what_answers_say(self):
        export = "/collections/risk-level/coverage?f=tif"
        for answer in (self.ok(self.TILE), self.ok(export), self.get(export, Range="bytes=0-9"), self.get("/nothing"),
                       self.get(export, Range="bytes=999999999-"), self.server.ask("DELETE", self.TILE)):
            exposed = answer.header("Access-Control-Expose-Headers").split(", ")
            for name in ("Content-Range", "Accept-Ranges", "Retry-After", "X-Riskmap-Run-From", "X-Riskmap-Run", "X-Request-Id",
                         "ETag", "Content-Disposition"):
                self.assertIn(name, exposed, answer.status)
            self.assertEqual(answer.header("Access-Control-Allow-Origin"), "*")
        allowed = self.server.ask("OPTIONS", export).header("Access-Control-Allow-Headers").split(", ")
        self.assertLessEqual({"Authorization", "If-None-Match", "If-Range", "Range"}, set(allowed))

    def test_requests_in_a_row_on_one_connection(self):
        line = f"GET {self.TILE} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        last = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        said = raw(self.server.port, line * 20 + last)
        self.assertEqual(said.count(b"HTTP/1.1 200 OK"), 21)
        self.assertTrue(said.endswith(b'{"status": "alive"}\n'))

    def test_http_1_0_ends_the_connection(self):
        said = raw(self.server.port, b"GET /healthz HTTP/1.0\r\n\r\n")
        self.assertIn(b"200 OK", said)
        self.assertIn(b"Connection: close", said)

    def test_the_absolute_form_of_addresses(self):
        line = f"GET http://maps.example.org:81{self.TILE} HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n"
        said = raw(self.server.port, line.encode())
        self.assertTrue(said.startswith(b"HTTP/1.1 200 OK"), said[:80])
        self.assertTrue(said.endswith(self.ok(self.TILE).body))
        said = raw(self.server.port, line.replace(self.TILE, "/tiles/risk-level/tile.json").encode())
        self.assertIn(b"http://maps.example.org:81/tiles/risk-level/", said)

    def test_the_scheme_of_an_absolute_address_has_no_case(self):
        line = f"GET HTTP://maps.example.org{self.TILE} HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n"
        self.assertTrue(raw(self.server.port, line.encode()).startswith(b"HTTP/1.1 200 OK"))

    def test_lists_in_several_lines_are_one(self):
        tag = self.ok(self.TILE).header("ETag")
        for lines in (("If-None-Match: \"other\"", f"If-None-Match: {tag}"), (f"If-None-Match: {tag}", "If-None-Match: \"other\"")):
            head = "\r\n".join([f"GET {self.TILE} HTTP/1.1", "Host: x", "Connection: close", *lines, "", ""])
            self.assertTrue(raw(self.server.port, head.encode()).startswith(b"HTTP/1.1 304 "), lines)
        head = f"GET {self.TILE} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept: image/jpeg\r\nAccept: image/png\r\n\r\n"
        self.assertTrue(raw(self.server.port, head.encode()).startswith(b"HTTP/1.1 200 "))

    def test_no_body_no_bytes(self):
        server = Server(self.folder, config='access_log = true\nlog_format = "json"\n')
        try:
            size = len(server.get(self.TILE).body)
            tag = server.get(self.TILE).header("ETag")
            ids = [server.ask("HEAD", self.TILE).header("X-Request-Id"), server.get(self.TILE, If_None_Match=tag).header("X-Request-Id")]
            self.assertIn(f'riskmap_response_bytes_total{{route="tile"}} {2 * size}\n', server.get("/metrics").body.decode())
        finally:
            self.assertEqual(server.stop(), 0)
        lines = [json.loads(line) for line in server.messages().splitlines()]
        self.assertEqual([line["bytes"] for i in ids for line in lines if line.get("request_id") == i], [0, 0])
        server.log.close()

    def test_expect_100_continue(self):
        head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        said = raw(self.server.port, head + b"ab")
        self.assertTrue(said.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"), said[:80])


class PublicPath(LiveTest):
    config = 'public_url = "https://maps.example.org/risk/"\n'

    def test_headers_and_documents_name_the_public_path(self):
        answer = self.ok("/tiles/risk-level/tile.json")
        self.assertTrue(answer.header("Link").startswith(f"</risk/runs/{RUN}/manifest.json>"), answer.header("Link"))
        self.assertTrue(answer.json()["tiles"][0].startswith("https://maps.example.org/risk/tiles/"))


class Errors(LiveTest):
    def test_the_table(self):
        for target, status, slug, parameter in (
                ("/nothing", 404, "route-unknown", None),
                ("/tiles/risk-levl/9/1/1.png", 404, "layer-unknown", "layer"),
                ("/tiles/risk-level/abc/1/1.png", 400, "parameter-invalid", "z"),
                ("/tiles/risk-level/-1/1/1.png", 400, "parameter-invalid", "z"),
                ("/tiles/risk-level/23/1/1.png", 404, "tile-outside", "z"),
                ("/tiles/risk-level/2/4/1.png", 404, "tile-outside", "x"),
                ("/tiles/risk-level/2/1/4.png", 404, "tile-outside", "y"),
                ("/tiles/risk-level/2/1/99999999999999999999.png", 400, "parameter-invalid", "y"),
                ("/tiles/risk-level/2/1/01.png", 400, "parameter-invalid", "y"),
                ("/tiles/risk-level/2/1/1.jpg", 400, "parameter-invalid", "file"),
                ("/tiles/risk-level/2/1/1@3x.png", 400, "parameter-invalid", "y"),
                ("/tiles/risk-level/2/1/1.png?stile=x", 400, "parameter-unknown", "stile"),
                ("/tiles/risk-level/2/1/1.png?style=a&style=b", 400, "parameter-invalid", "style"),
                ("/legend/risk-level.gif", 400, "parameter-invalid", "file"),
                ("/legend/none.json", 404, "layer-unknown", "layer"),
                ("/legend/risk-level.svg?language=fr", 400, "parameter-invalid", "language"),
                ("/point", 400, "parameter-missing", "lon"),
                ("/point?lon=181&lat=0", 400, "parameter-invalid", "lon"),
                ("/point?lon=nan&lat=0", 400, "parameter-invalid", "lon"),
                ("/point?lon=1e400&lat=0", 400, "parameter-invalid", "lon"),
                ("/point?lon=1&lat=0&crs=EPSG:1", 400, "parameter-invalid", "crs"),
                ("/collections/none", 404, "collection-unknown", "collection"),
                ("/collections/none/items", 404, "collection-unknown", "collection"),
                ("/collections/risk-level/items", 404, "collection-unknown", "collection"),
                ("/collections/berths/items/B99", 404, "feature-unknown", None),
                ("/collections/berths/items?limit=0", 400, "parameter-invalid", "limit"),
                ("/collections/berths/items?limit=x", 400, "parameter-invalid", "limit"),
                ("/collections/berths/items?offset=-1", 400, "parameter-invalid", "offset"),
                ("/collections/berths/items?bbox=1,2,3", 400, "parameter-invalid", "bbox"),
                ("/collections/berths/items?bbox=1,2,x,4", 400, "parameter-invalid", "bbox"),
                ("/collections/berths/items?bbox=1,5,3,4", 400, "parameter-invalid", "bbox"),
                ("/collections/risk-level/coverage?bbox=818.86,29.90,11121.87,29689.91&f=tif", 400, "parameter-invalid",
                 "bbox"),
                ("/collections/berths/items?leve=1", 400, "parameter-unknown", "leve"),
                ("/runs/20200101T000000Z-00000000/manifest.json", 404, "run-unknown", "run"),
                ("/runs/..%2f..%2fetc/manifest.json", 404, "run-unknown", "run"),
                ("/?f=xml", 400, "parameter-invalid", "f"),
                ("/%zz", 400, "target-malformed", None),
                ("/%ff%fe", 400, "target-malformed", None),
                ("/a%00b", 400, "target-malformed", None)):
            document = self.problem(target, status, slug)
            self.assertEqual(document.get("parameter"), parameter, target)
            if parameter:
                self.assertIn("allowed", document)
            self.assertTrue(document["detail"])

    def test_nothing_outside_is_read(self):
        for target in ("/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/assets/../../etc/passwd",
                       "/tiles/..%2f..%2fetc/1/1/1.png", "/legend/..%2f..%2fmanifest.json", "//etc/passwd",
                       "/runs/../manifest.json", "/%2e%2e/%2e%2e/etc/passwd"):
            said = raw(self.server.port, f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
            self.assertRegex(said, rb"^HTTP/1\.1 40[04] ", target)
            self.assertNotIn(b"root:", said)

    def test_the_connection_refuses(self):
        port = self.server.port
        for sent, status in (
                (b"\x16\x03\x01\x02\x00\x01\x00", 400),
                (b"hello\r\n\r\n", 400),
                (b"GET / HTTP/9.9\r\n\r\n", 400),
                (b"GET /healthz HTTP/1.1\r\n\r\n", 400),
                (b"GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
                (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                (b"POST /statistics HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
                (b"POST /statistics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
                (b"POST /statistics HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
                (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
                (b"GET /" + b"a" * 50000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
                (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20000 + b"\r\n\r\n", 431),
                (b"GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: the moon\r\n\r\n", 417),
                (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", 413),
                (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
                (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400)):
            said = raw(port, sent)
            self.assertTrue(said.startswith(b"HTTP/1.1 %d " % status), (sent[:60], said[:80]))
            self.assertIn(b"application/problem+json", said)
            self.assertFalse(said.endswith(b"\r\n\r\nalive\n"), said)

    def test_empty_lines_before_a_request_are_skipped(self):
        request = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: %s\r\n\r\n"
        said = raw(self.server.port, b"\r\n" + request % b"keep-alive" + b"\r\n\r\n" + request % b"close")
        self.assertEqual(said.count(b"HTTP/1.1 200 OK"), 2, said)
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20 * SLOW) as s:
            for piece in (b"\r", b"\n", request % b"close"):
                s.sendall(piece)
                time.sleep(0.1)
            self.assertIn(b" 200 OK", s.recv(65536))
        self.assertRegex(raw(self.server.port, b"\n\r\n" + request % b"close"), rb"^HTTP/1\.1 400 ")

    def test_hostile_requests_harm_nobody(self):
        """bench/hostile sends ten thousand of them."""
        good = self.ok("/tiles/risk-level/12/3434/1689.png").body
        address = ("127.0.0.1", self.server.port)
        for number, sent in enumerate(itertools.islice(hostile.requests(11), int(800 / SLOW))):
            found = hostile.ask(address, sent, timeout=20 * SLOW)
            self.assertIn(found, sent.statuses, f"{number} {sent.kind}: {sent.data[:200]}")
            if number % 50 == 0:
                self.assertEqual(self.ok("/tiles/risk-level/12/3434/1689.png").body, good)
        self.assertEqual(self.get("/healthz").status, 200)


class SlowClients(LiveTest):
    config = "read_timeout_s = 1\nidle_timeout_s = 1\nmax_connections = 20\n"

    def test_half_a_request_is_given_up(self):
        begin = time.monotonic()
        said = raw(self.server.port, b"GET /healthz HTTP/1.1\r\nHo", wait=10)
        self.assertLess(time.monotonic() - begin, 6 * SLOW)
        self.assertIn(b"408", said.split(b"\r\n")[0])

    def test_a_header_that_drips_is_given_up_on_a_kept_connection(self):
        line = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=20 * SLOW) as s:
            s.sendall(line)
            self.assertIn(b"200 OK", s.recv(65536))
            begin = time.monotonic()
            said = b""
            for byte in line * 9:
                try:
                    s.sendall(bytes([byte]))
                    s.settimeout(0.1)
                    said += s.recv(65536)
                    break
                except TimeoutError:
                    continue
                except OSError:
                    break
            self.assertIn(b" 408 ", said)
            self.assertLess(time.monotonic() - begin, 6 * SLOW)

    def test_silence_is_given_up(self):
        begin = time.monotonic()
        self.assertEqual(raw(self.server.port, b"", wait=10), b"")
        self.assertLess(time.monotonic() - begin, 6 * SLOW)

    def test_half_closed_clients_get_their_answer(self):
        said = raw(self.server.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", half_close=True)
        self.assertIn(b"200 OK", said)

    def test_too_many_connections_are_told_so(self):
        crowd = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(20)]
        try:
            time.sleep(0.2)
            said = raw(self.server.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertTrue(said.startswith(b"HTTP/1.1 503 "), said[:60])
            self.assertIn(b"Retry-After: 1", said)
        finally:
            for s in crowd:
                s.close()
        time.sleep(0.3)
        self.assertIn(b"200 OK", raw(self.server.port, b"GET /healthz HTTP/1.0\r\n\r\n"))


class Restricted(LiveTest):
    KEY = "correct horse"
    run_options = {"restricted": ["stations", "concentration-benzene"]}
    config = f'[[keys]]\nname = "inspector"\nsha256 = "{hashlib.sha256(KEY.encode()).hexdigest()}"\n'
    HIDDEN = ("/tiles/concentration-benzene/12/3434/1689.png", "/tiles/concentration-benzene/tile.json",
              "/tiles/concentration-benzene/12/3434/1689@2x.webp", "/tiles/concentration-benzene/12/3434/1689.f32",
              "/legend/concentration-benzene.json", "/legend/concentration-benzene.png", "/legend/concentration-benzene.svg",
              "/collections/stations", "/collections/stations/items", "/collections/stations/items/S01",
              "/tiles/stations/9/429/211.mvt", "/tiles/stations/tile.json",
              "/collections/concentration-benzene", "/collections/concentration-benzene/coverage?f=tif",
              "/collections/concentration-benzene/map/tiles", "/collections/concentration-benzene/map/tiles/WebMercatorQuad",
              "/collections/concentration-benzene/map/tiles/WebMercatorQuad/12/1690/3434",
              "/wmts/1.0.0/concentration-benzene/default/WebMercatorQuad/12/1689/3434.png",
              "/wmts/1.0.0/concentration-benzene/default/WebMercatorQuad/12/1689/3434/5/5.json",
              "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=concentration-benzene&STYLE=default&FORMAT=image/png"
              "&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=12&TILEROW=1689&TILECOL=3434")

    def test_a_key_is_needed_on_every_route_that_shows_it(self):
        for target in self.HIDDEN:
            for prefix in ("", f"/runs/{RUN}"):
                self.problem(prefix + target, 401, "unauthorised")
                self.problem(prefix + target, 401, "unauthorised", Authorization="Bearer wrong")
                answer = self.ok(prefix + target, Authorization=f"Bearer {self.KEY}")
                self.assertIn("private", answer.header("Cache-Control"))
                self.problem(prefix + target, 401, "unauthorised")
        self.assertIn("Bearer", self.get(self.HIDDEN[0]).header("WWW-Authenticate"))

    def test_answers_to_a_key_are_kept_too(self):
        def hits():
            text = self.get("/metrics").body.decode()
            return int(re.search(r'^riskmap_cache_hits_total (\d+)', text, re.M).group(1))
        target = "/tiles/concentration-benzene/13/6868/3379.png"
        key = {"Authorization": f"Bearer {self.KEY}"}
        first = self.ok(target, **key).body
        before = hits()
        self.assertEqual(self.ok(target, **key).body, first)
        self.assertEqual(hits(), before + 1)
        self.problem(target, 401, "unauthorised")
        public = "/tiles/risk-level/13/6868/3379.png"
        self.ok(public)
        before = hits()
        self.ok(public, Authorization="Basic eDp5")
        self.assertEqual(hits(), before + 1)

    def test_statistics_need_it_too(self):
        body = json.dumps({"type": "Polygon", "coordinates": [[[121.8, 29.8], [122, 29.8], [122, 30], [121.8, 29.8]]]})
        for prefix in ("", f"/runs/{RUN}"):
            answer = self.server.ask("POST", prefix + "/statistics", {}, body)
            self.assertNotIn("concentration-benzene", [entry["layer"] for entry in answer.json()["layers"]])
            self.assertEqual(self.server.ask("POST", prefix + "/statistics?layer=concentration-benzene", {}, body).status, 401)
            answer = self.server.ask("POST", prefix + "/statistics?layer=concentration-benzene",
                                     {"Authorization": f"Bearer {self.KEY}"}, body)
            self.assertEqual([entry["layer"] for entry in answer.json()["layers"]], ["concentration-benzene"])

    def test_only_the_digest_of_the_key_is_known(self):
        config = (self.folder / "server.toml").read_text(encoding="utf-8")
        self.assertNotIn(self.KEY, config)
        self.ok(self.HIDDEN[0], Authorization=f"Bearer {self.KEY}")
        self.assertNotIn(self.KEY, self.server.messages())
        self.assertNotIn(self.KEY, self.get("/metrics").body.decode())

    def test_lists_leave_it_out(self):
        def names(target, **headers):
            document = self.ok(target, **headers).json()
            document.pop("restricted", None)  # what a key would open may be known by name
            return json.dumps(document)

        for target in ("/wmts/1.0.0/WMTSCapabilities.xml", "/wmts?SERVICE=WMTS&REQUEST=GetCapabilities"):
            self.assertNotIn(b"concentration-benzene", self.ok(target).body)
            self.assertIn(b"concentration-benzene", self.ok(target, Authorization=f"Bearer {self.KEY}").body)
            self.assertNotIn(b"concentration-benzene", self.ok(target).body)
        for target in ("/manifest.json", "/collections", "/point?lon=121.9&lat=29.9"):
            self.assertEqual(self.ok(target).header("Vary"), "Accept-Encoding, Authorization")
            self.assertNotIn('"concentration-benzene"', names(target), target)
            self.assertNotIn('"stations"', names(target), target)
            self.assertIn('"concentration-benzene"', names(target, Authorization=f"Bearer {self.KEY}"), target)
            self.assertNotIn('"concentration-benzene"', names(target), target)

    def test_the_manifest_leaves_out_what_is_restricted_and_nothing_else(self):
        whole = self.ok("/manifest.json", Authorization=f"Bearer {self.KEY}").json()
        shown = self.ok("/manifest.json").json()
        self.assertEqual(whole, json.loads((self.folder / "current/manifest.json").read_text(encoding="utf-8")))

        def paths(key, of="path"):
            return [entry[of] for entry in shown[key]]

        self.assertEqual(paths("fields", "pollutant"), ["toluene"])
        self.assertEqual([entry["averaging"] is None for entry in shown["pollutants"]], [True, False])
        self.assertEqual(paths("tables"), ["tables/areas.csv", "tables/berths.csv"])
        self.assertEqual(paths("inputs"), ["project.toml", "receptors.csv", "berths.csv", "land.geojson"])
        self.assertEqual(paths("findings", "file"), ["berths.csv"])
        self.assertEqual([e for e in whole["layers"] if e["id"] != "concentration-benzene"], shown["layers"])
        for key in set(whole) - {"fields", "pollutants", "tables", "inputs", "findings", "layers", "vectors"}:
            self.assertEqual(shown[key], whole[key], key)

    def test_the_scheme_is_bearer_in_any_case(self):
        for scheme in ("Bearer", "bearer", "BEARER"):
            self.ok(self.HIDDEN[0], Authorization=f"{scheme} {self.KEY}")
        for wrong in ("Basic", "Bear", ""):
            self.problem(self.HIDDEN[0], 401, "unauthorised", Authorization=f"{wrong} {self.KEY}")

    def test_the_access_log_names_the_key(self):
        for log_format in ("text", "json"):
            server = Server(self.folder, config=self.config.replace("[[keys]]", f'access_log = true\nlog_format = "{log_format}"\n[[keys]]')
                            .replace("inspector", 'in\\"spector'))
            with_key = server.get(self.HIDDEN[0], Authorization=f"bearer {self.KEY}").header("X-Request-Id")
            wrong_key = server.get(self.HIDDEN[0], Authorization="Bearer wrong").header("X-Request-Id")
            self.assertEqual(server.stop(), 0)
            lines = {i: next(line for line in server.messages().splitlines() if i in line) for i in (with_key, wrong_key)}
            server.log.close()
            if log_format == "json":
                self.assertEqual([json.loads(lines[i])["key"] for i in (with_key, wrong_key)], ['in"spector', None])
            else:
                self.assertIn(' "in\\"spector" ' + with_key, lines[with_key])
                self.assertIn(" - " + wrong_key, lines[wrong_key])
            self.assertNotIn(self.KEY, server_messages := "".join(lines.values()))
            self.assertNotIn("wrong", server_messages)

    def test_what_is_public_needs_no_key(self):
        self.ok("/tiles/risk-level/12/3434/1689.png")
        self.ok("/collections/berths/items")


class RestrictedLevel(LiveTest):
    run_options = {"restricted": ["risk-level-resident"]}

    def test_the_same_numbers_are_not_shown_under_another_name(self):
        for layer in ("risk-level", "risk-level-resident"):
            for target in (f"/tiles/{layer}/12/3434/1689.png", f"/tiles/{layer}/12/3434/1689.f32",
                           f"/collections/{layer}/coverage", f"/legend/{layer}.json", f"/tiles/{layer}/tile.json"):
                self.problem(target, 401, "unauthorised")
        shown = self.ok("/point?lon=121.88&lat=29.91").json()["values"]
        self.assertFalse({entry["layer"] for entry in shown} & {"risk-level", "risk-level-resident"})
        listed = [layer["id"] for layer in self.ok("/manifest.json").json()["layers"]]
        self.assertFalse({"risk-level", "risk-level-resident"} & set(listed))


class Swaps(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-swap-"))
        self.ids = [f"20260101T00000{i}Z-0000000{i}" for i in range(2)]
        for seed, run_id in enumerate(self.ids):
            make_run.write_run(self.folder / "runs" / run_id, run_id, seed=30 * seed)
        make_run.publish(self.folder, self.ids[0])
        self.server = Server(self.folder, config="poll_ms = 20\n")

    def tearDown(self):
        self.assertEqual(self.server.stop(), 0, self.server.messages())
        self.server.log.close()
        shutil.rmtree(self.folder)

    def wait_for(self, run_id, seconds=20):
        end = time.monotonic() + seconds * SLOW
        while time.monotonic() < end:
            if self.server.get("/readyz").json()["run"] == run_id:
                return
            time.sleep(0.01)
        self.fail(f"{run_id} was not taken over: {self.server.messages()}")

    def test_no_answer_fails_or_mixes_runs(self):
        bounds = self.server.get("/tiles/risk-level/tile.json").json()["bounds"]
        tiles = [f"/tiles/risk-level/12/{x}/{y}.png" for x, y in tiles_over(bounds, 12)]
        truth = {}
        for run_id in self.ids:
            for tile in tiles:
                truth[run_id, tile] = self.server.get(f"/runs/{run_id}{tile}").body
        self.assertNotEqual([truth[self.ids[0], t] for t in tiles], [truth[self.ids[1], t] for t in tiles])
        wrong = []
        counts = {run_id: 0 for run_id in self.ids}
        stop = threading.Event()

        def ask(seed):
            import http.client
            rng = random.Random(seed)
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20 * SLOW)
            while not stop.is_set():
                tile = rng.choice(tiles)
                connection.request("GET", tile)
                response = connection.getresponse()
                body = response.read()
                run_id = response.getheader("X-Riskmap-Run")
                if response.status != 200 or body != truth.get((run_id, tile)):
                    wrong.append((response.status, run_id, tile))
                counts[run_id] = counts.get(run_id, 0) + 1
            connection.close()

        threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(3)]
        for thread in threads:
            thread.start()
        swaps = int(os.environ.get("RISKMAP_SWAPS", "40"))
        for i in range(swaps):
            run_id = self.ids[(i + 1) % 2]
            make_run.publish(self.folder, run_id)
            self.wait_for(run_id)
        stop.set()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        self.assertGreater(min(counts.values()), 20, counts)

    def test_a_broken_run_is_refused_and_survived(self):
        before = self.server.get("/tiles/risk-level/12/3434/1689.png").body
        broken = [self.folder / "runs" / f"20260102T00000{i}Z-0000000{i}" for i in range(4)]
        for folder in broken:
            shutil.copytree(self.folder / "runs" / self.ids[1], folder)
        (broken[0] / "manifest.json").write_text("{", encoding="utf-8")
        (broken[1] / "rasters" / "risk-level.tif").write_bytes(b"II*\0 no raster")
        (broken[2] / "styles" / "risk-level.sld").write_text("<a/>", encoding="utf-8")
        (broken[3] / "vectors.gpkg").unlink()
        for folder, named in zip(broken, ("manifest.json", "risk-level.tif", "risk-level.sld", "vectors.gpkg")):
            make_run.publish(self.folder, folder.name)
            end = time.monotonic() + 20 * SLOW
            while time.monotonic() < end:
                ready = self.server.get("/readyz").json()
                if ready["trouble"] and named in ready["trouble"]:
                    break
                time.sleep(0.02)
            self.assertIn(named, ready["trouble"] or "")
            self.assertEqual(ready["run"], self.ids[0])
            self.assertTrue(ready["trouble"].startswith(folder.name + "/"), ready["trouble"])
            self.assertNotIn(str(self.folder), ready["trouble"])
            self.assertNotIn("/tmp", ready["trouble"])
            self.assertIn(str(folder), self.server.messages())
            self.assertEqual(self.server.get("/tiles/risk-level/12/3434/1689.png").body, before)
            self.assertIn(named, self.server.messages())
            self.assertIn("riskmap_run_trouble 1", self.server.get("/metrics").body.decode())
        (self.folder / "current").unlink()
        end = time.monotonic() + 20 * SLOW
        while "leads nowhere" not in (ready := self.server.get("/readyz").json())["trouble"] and time.monotonic() < end:
            time.sleep(0.02)
        self.assertEqual(ready["trouble"], "the folder of runs: 'current' leads nowhere")
        make_run.publish(self.folder, self.ids[1])
        self.wait_for(self.ids[1])
        self.assertIsNone(self.server.get("/readyz").json()["trouble"])
        make_run.publish(self.folder, self.ids[0])  # back again, the same way
        self.wait_for(self.ids[0])
        self.assertEqual(self.server.get("/tiles/risk-level/12/3434/1689.png").body, before)

    def broken_copy(self, number):
        folder = self.folder / "runs" / f"20260103T00000{number}Z-0000000{number}"
        shutil.copytree(self.folder / "runs" / self.ids[1], folder)
        document = (folder / "manifest.json").read_text(encoding="utf-8").replace(self.ids[1], folder.name)
        (folder / "manifest.json").write_text(document, encoding="utf-8")
        return folder

    def refused(self, folder, named):
        make_run.publish(self.folder, folder.name)
        end = time.monotonic() + 20 * SLOW
        trouble = ""
        while time.monotonic() < end and named not in trouble:
            trouble = self.server.get("/readyz").json()["trouble"] or ""
            time.sleep(0.02)
        self.assertIn(named, trouble)
        self.assertEqual(self.server.get("/readyz").json()["run"], self.ids[0])

    def test_a_raster_that_is_not_the_manifests_is_refused(self):
        other = self.broken_copy(1)
        shutil.copy(other / "rasters/risk-level-upper-resident.tif", other / "rasters/risk-level.tif.new")
        (other / "rasters/risk-level.tif.new").rename(other / "rasters/risk-level.tif")
        self.refused(other, "SHA-256")
        missing = self.broken_copy(2)
        (missing / "rasters/cancer-risk-resident.tif").unlink()
        self.refused(missing, "cancer-risk-resident.tif")
        self.assertEqual(self.server.get(f"/runs/{missing.name}/manifest.json").json()["type"],
                         "urn:riskmap:problem:run-broken")

    def test_a_style_without_a_level_is_refused(self):
        folder = self.broken_copy(3)
        for style in (folder / "styles").glob("risk-level*.sld"):
            text = style.read_text(encoding="utf-8")
            style.write_text(re.sub(r'<(\w+:)?ColorMapEntry[^>]*quantity="4"[^>]*/>', "", text), encoding="utf-8")
        self.refused(folder, "level 4")

    def test_a_start_beside_a_broken_run_serves_the_one_before(self):
        folder = self.broken_copy(4)
        (folder / "manifest.json").write_text("{", encoding="utf-8")
        make_run.publish(self.folder, folder.name)
        other = Server(self.folder)
        try:
            ready = other.get("/readyz").json()
            self.assertEqual(ready["run"], self.ids[1])
            self.assertIn("manifest.json", ready["trouble"])
        finally:
            self.assertEqual(other.stop(), 0)
            other.log.close()

    def test_a_crowd_on_an_older_run_is_served(self):
        import http.client
        tile = f"/runs/{self.ids[1]}/tiles/risk-level/12/3434/1689.png"
        self.assertEqual(self.server.get(tile).status, 200)
        statuses = []

        def ask(number):
            connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30 * SLOW)
            for zoom in range(3):
                connection.request("GET", tile.replace("1689.png", f"{1689 + (number + zoom) % 3}.png?style=default"))
                response = connection.getresponse()
                response.read()
                statuses.append(response.status)
            connection.close()

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(150)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(set(statuses), {200})

    def test_older_runs_stay_addressable(self):
        make_run.publish(self.folder, self.ids[1])
        self.wait_for(self.ids[1])
        listed = self.server.get("/runs").json()
        self.assertEqual(listed["current"], self.ids[1])
        self.assertEqual([r["id"] for r in listed["runs"]], sorted(self.ids, reverse=True))
        for run_id in self.ids:
            manifest = self.server.get(f"/runs/{run_id}/manifest.json")
            self.assertEqual(manifest.json()["id"], run_id)
            self.assertEqual(manifest.header("X-Riskmap-Run"), run_id)
            landing = self.server.get(f"/runs/{run_id}/").json()
            self.assertIn(f"/runs/{run_id}/collections", json.dumps(landing))

    def test_the_next_run_is_taken_over_at_once_on_request(self):
        slow = Server(self.folder, config="poll_ms = 3600000\n")
        try:
            make_run.publish(self.folder, self.ids[1])
            slow.process.send_signal(signal.SIGHUP)
            end = time.monotonic() + 20 * SLOW
            while slow.get("/readyz").json()["run"] != self.ids[1] and time.monotonic() < end:
                time.sleep(0.02)
            self.assertEqual(slow.get("/readyz").json()["run"], self.ids[1])
        finally:
            self.assertEqual(slow.stop(), 0)
            slow.log.close()


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-program-"))
        make_run.make(cls.folder / "runs here 运行", RUN)
        cls.directory = cls.folder / "runs here 运行"

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def run_program(self, *arguments):
        return subprocess.run([TILESERVER, *map(str, arguments)], capture_output=True, text=True, timeout=20 * SLOW)

    def test_signals_end_it_with_0(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            server = Server(self.directory)
            self.assertEqual(server.get("/healthz").status, 200)
            begin = time.monotonic()
            self.assertEqual(server.stop(number), 0)
            self.assertLess(time.monotonic() - begin, 5 * SLOW)
            server.log.close()

    def test_it_ends_in_time_with_an_export_under_way(self):
        server = Server(self.directory, "--raster-mb", "0")
        line = b"GET /collections/cancer-risk-resident/coverage?f=tif&crs=EPSG:4326 HTTP/1.1\r\nHost: x\r\n\r\n"
        clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(40)]
        for s in clients:
            s.sendall(line)
        time.sleep(0.2)
        self.assertEqual(server.stop(), 0)
        for s in clients:
            s.close()
        server.log.close()

    def test_logs_are_lines_of_json_where_wanted(self):
        server = Server(self.directory, config='access_log = true\nlog_format = "json"\n')
        self.assertEqual(server.get('/tiles/risk-level/12/3434/1689.png?x="%5C').status, 400)
        request_id = server.get("/healthz").header("X-Request-Id")
        self.assertEqual(server.stop(), 0)
        lines = [json.loads(line) for line in server.messages().splitlines()]
        self.assertTrue(all("time" in line for line in lines))
        found = next(line for line in lines if line.get("request_id") == request_id)
        self.assertEqual((found["method"], found["target"], found["status"], found["client"]), ("GET", "/healthz", 200, "127.0.0.1"))
        self.assertIn(400, [line.get("status") for line in lines])
        self.assertTrue(any(line.get("message", "").startswith("serving run") for line in lines))
        server.log.close()

    def test_it_ends_with_clients_that_neither_ask_nor_leave(self):
        server = Server(self.directory)
        idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(5)]
        half = socket.create_connection(("127.0.0.1", server.port))
        half.sendall(b"GET / HTTP/1.1\r\nHo")
        time.sleep(0.1)
        self.assertEqual(server.stop(), 0)
        for s in (*idle, half):
            s.close()
        server.log.close()

    def test_a_run_itself_can_be_served(self):
        server = Server(self.directory / "runs" / RUN)
        self.assertEqual(server.get("/manifest.json").json()["id"], RUN)
        self.assertEqual(server.stop(), 0)
        server.log.close()

    def test_a_busy_port_is_refused(self):
        server = Server(self.directory)
        done = self.run_program(self.directory, "--listen", f"127.0.0.1:{server.port}")
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"--listen 127.0.0.1:{server.port}: Address already in use", done.stderr)
        self.assertEqual(server.stop(), 0)
        server.log.close()

    def test_usage(self):
        for arguments, code, words in (((), 2, "DIR is missing"), (("--no-such",), 2, "no-such"),
                                       ((self.directory, "--listen", "nowhere"), 2, "ADDRESS:PORT"),
                                       ((self.directory, "--threads", "-3"), 2, "threads"),
                                       ((self.directory, "--cache-mb", "x"), 2, "cache-mb"),
                                       ((self.directory, "--web", "/nowhere"), 2, "index.html"),
                                       ((self.folder / "none",), 1, "no run is here"),
                                       ((self.directory, "--listen", "192.0.2.1:80"), 1, "192.0.2.1")):
            done = self.run_program(*arguments)
            self.assertEqual(done.returncode, code, (arguments, done.stderr))
            self.assertIn(words, done.stderr)
            self.assertEqual(done.stdout, "")
        self.assertEqual(self.run_program("--help").returncode, 0)
        self.assertIn("tileserver 0.", self.run_program("--version").stdout)

    def test_the_configuration_is_checked_and_printed(self):
        shown = self.run_program("--print-config").stdout
        file = self.folder / "c.toml"
        file.write_text(shown.replace("max_age_s = 60", "max_age_s = 5"), encoding="utf-8")
        again = self.run_program("--print-config", "--config", file)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(again.stdout, shown.replace("max_age_s = 60", "max_age_s = 5"))
        text = ('public_url = "https://maps.example.org/a\\u00e9"\nxyz_url = \'https://x/{z}/{x}/{y}.png?a="b"&c=\\d\'\n'
                'tianditu_key = "line\\nbreak\\u007f 天地图"\nweb = "/srv/\\"maps\\""\nmin_zoom = 3\nmax_zoom = 3\n'
                '[[keys]]\nname = "in\\"spector 甲"\nsha256 = "' + "0A" * 32 + '"\n[[keys]]\nname = "b"\nsha256 = "' + "11" * 32 + '"\n')
        file.write_text(text, encoding="utf-8")
        once = self.run_program("--print-config", "--config", file)
        self.assertEqual(once.returncode, 0, once.stderr)
        given, printed = tomllib.loads(text), tomllib.loads(once.stdout)
        given["keys"][0]["sha256"] = given["keys"][0]["sha256"].lower()
        self.assertEqual({key: printed[key] for key in given}, given)
        file.write_text(once.stdout, encoding="utf-8")
        self.assertEqual(self.run_program("--print-config", "--config", file).stdout, once.stdout)
        for text, words in (("max_age = 5\n", "max_age_s"), ("min_zoom = 12\nmax_zoom = 11\n", "min_zoom is 12"),
                            ("max_zoom = 8\n", "max_zoom, which is 8"), ('public_url = "maps.example.org"\n', "https://"),
                            ('public_url = "ftp://maps.example.org"\n', "https://"), ('public_url = "https://"\n', "public_url"),
                            ('public_url = "https://x/?a=b"\n', "public_url"), ('public_url = "javascript:alert(1)"\n', "public_url"), ("max_age_s = -1\n", "0 to 86400"),
                            ('empty_tile = "blank"\n', "transparent, 204"), ("threads = \"two\"\n", "whole number"),
                            ("x = [\n", "line"), ("[[keys]]\nname = \"a\"\nsha256 = \"00\"\n", "64 hexadecimal")):
            file.write_text(text, encoding="utf-8")
            done = self.run_program("--print-config", "--config", file)
            self.assertEqual(done.returncode, 2, text)
            self.assertIn(words, done.stderr)
            self.assertIn("c.toml", done.stderr)


if __name__ == "__main__":
    unittest.main()
