"""Requests that a server must survive, each with the statuses that answer it rightly.

`requests(seed)` yields without end: Hostile(kind, data, statuses, manner). Manners: "plain" sends and reads, "half-close"
also ends its own side, "hang-up" leaves without reading, "slow" sends byte by byte. `ask(address, hostile)` returns the
status, None where the server hung up without a word (right only where `statuses` holds None).
"""

import random
import socket
import time
from typing import NamedTuple

TILE = b"/tiles/risk-level/12/3434/1689.png"
ABSURD = [b"-1", b"1e9", b"99999999999999999999", b"0x10", b"NaN", b"", b"%30", b" 1", b"01", b"+1", b"1.0", b"\xd9\xa3",
          b"4294967296", b"2147483648", b"23", b"999"]
UPWARDS = [b"../", b"..%2f", b"%2e%2e/", b"%2e%2e%2f", b"..\\", b"..%5c", b"....//", b"..;/", b"/"]
CONTROL = [b"%00", b"%0d%0a", b"%0a", b"%7f", b"%1b"]
NOT_UTF8 = [b"%ff", b"%c0%80", b"%ed%a0%80", b"%f5%80%80%80", b"\xff\xfe", b"\xc3\x28", b"%e4%bd"]


class Hostile(NamedTuple):
    kind: str
    data: bytes
    statuses: tuple
    manner: str = "plain"


def get(path, *lines, version=b"HTTP/1.1", host=b"Host: x"):
    return b"\r\n".join([b"GET " + path + b" " + version, host, *lines, b"Connection: close", b"", b""])


def _malformed(rng):
    line = rng.choice([b"GET", b"GET /", b"GET / HTTP/9.9", b"GET  / HTTP/1.1", b"get / http/1.1", b" GET / HTTP/1.1",
                       b"GET / HTTP/1.1 x", b"GET /\tx HTTP/1.1", b"\x16\x03\x01\x02", b"G\x00T / HTTP/1.1", b"/ HTTP/1.1",
                       b"PRI * HTTP/2.0", b"GET / HTTP/1.1\rHost: x", b"GET / HTTP/", b"\xff\xff\xff / HTTP/1.1"])
    return Hostile("malformed", line + b"\r\nHost: x\r\nConnection: close\r\n\r\n", (400, None), "half-close")


def _bad_header(rng):
    line = rng.choice([b"X", b": x", b"X : y\r\n z", b"Content-Length: -1", b"Content-Length: 1x", b"\x00: x",
                       b"Content-Length: 99999999999999999999999", b"Transfer-Encoding: chunked\r\nContent-Length: 5",
                       b"Content-Length: 1\r\nContent-Length: 2", b"X: a\x00b", b"Transfer-Encoding: gzip, chunked"])
    return Hostile("header", get(TILE, line), (200, 400, 413, None), "half-close")


def _no_host(rng):
    host = rng.choice([b"Host: a b", b"Host: x/y", b"Host: <script>", b"Host: " + b"a" * 300, b"X: y"])
    return Hostile("host", get(b"/?f=json", host=host), (400,))


def _oversized(rng):
    which = rng.randrange(4)
    if which == 0:
        return Hostile("url", get(b"/" + b"a" * rng.randrange(4200, 9000)), (414,))
    if which == 1:
        return Hostile("header-size", get(TILE, b"X: " + b"a" * rng.randrange(17000, 40000)), (431,))
    if which == 2:
        return Hostile("header-count", get(TILE, *[b"X%d: y" % i for i in range(rng.randrange(2500, 4000))]), (431,))
    size = rng.randrange(1 << 21, 1 << 40)
    return Hostile("body", b"POST /statistics HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % size, (413,))


def _traversal(rng):
    up = b"".join(rng.choice(UPWARDS) for _ in range(rng.randrange(1, 7)))
    base = rng.choice([b"/", b"/assets/", b"/tiles/", b"/runs/", b"/legend/", b"/collections/", b"/base/", b"/wmts/1.0.0/"])
    return Hostile("traversal", get(base + up + rng.choice([b"etc/passwd", b"manifest.json", b"vectors.gpkg", b".lock"])),
                   (400, 401, 404))


def _absurd(rng):
    z, x, y = (rng.choice(ABSURD) for _ in range(3))
    path = rng.choice([b"/tiles/risk-level/%s/%s/%s.png", b"/collections/risk-level/map/tiles/WebMercatorQuad/%s/%s/%s",
                       b"/wmts/1.0.0/risk-level/default/WebMercatorQuad/%s/%s/%s.png", b"/tiles/risk-zones/%s/%s/%s.mvt"])
    return Hostile("absurd", get(path % (z, x, y)), (400, 404))


def _parameters(rng):
    query = rng.choice([b"bbox=1,2,3", b"bbox=" + b"1," * 900, b"bbox=nan,nan,nan,nan", b"limit=-1", b"limit=1e99",
                        b"offset=99999999999999999999", b"f=exe", b"crs=EPSG:999999", b"lon=1&lat=%", b"bbox=inf,0,inf,1",
                        b"datetime=;", b"a=1&a=2", b"%00=1", b"=", b"style=../../x", b"style=%ff"])
    path = rng.choice([b"/collections/berths/items", b"/point", b"/collections/risk-level/coverage", b"/wmts", TILE])
    return Hostile("parameter", get(path + b"?" + query + b"&zz=1"), (400,))


def _encoding(rng):
    path = b"/" + rng.choice([b"tiles/", b"collections/", b"legend/", b""]) + rng.choice(NOT_UTF8 + CONTROL)
    return Hostile("utf-8", get(path), (400,))


def _body(rng):
    body = rng.choice([b"", b"{", b"[" * 50000, b'{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,1],[0,0]]]}', b"\xff" * 99,
                       b'{"type":"Polygon","coordinates":[[]]}', b'{"type":"MultiPolygon","coordinates":[[[[0,0]]]]}',
                       bytes(rng.randrange(256) for _ in range(200)), b'{"type":{"type":"Polygon"}}'])
    head = b"POST /statistics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    return Hostile("geojson", head + body, (400,))


def _method(rng):
    method = rng.choice([b"PUT", b"DELETE", b"TRACE", b"PATCH", b"PROPFIND", b"MKCOL"])
    return Hostile("method", get(TILE).replace(b"GET", method, 1), (405,))


def _garbage(rng):
    data = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 400)))
    return Hostile("garbage", data, (400, None), "half-close")


def _cut(rng):
    whole = get(TILE)
    return Hostile("cut", whole[:rng.randrange(1, len(whole))], (None,), rng.choice(["half-close", "hang-up"]))


def _half_closed(rng):
    return Hostile("half-closed", get(TILE), (200,), "half-close")


def _leaving(rng):
    return Hostile("leaving", get(rng.choice([TILE, b"/collections/risk-level/coverage?f=tif"])), (None,), "hang-up")


def _slow(rng):
    return Hostile("slow", get(TILE), (200,), "slow")


MAKERS = [_malformed, _bad_header, _no_host, _oversized, _traversal, _absurd, _parameters, _encoding, _body, _method, _garbage,
          _cut, _half_closed, _leaving]


def requests(seed, slow_share=0.01):
    rng = random.Random(seed)
    while True:
        yield _slow(rng) if rng.random() < slow_share else rng.choice(MAKERS)(rng)


def _status(said):
    return int(said[9:12]) if said.startswith(b"HTTP/1.1 ") and said[9:12].isdigit() else None


def ask(address, hostile, timeout=20.0):
    with socket.create_connection(address, timeout=timeout) as s:
        try:
            if hostile.manner == "slow":
                for i in range(len(hostile.data)):
                    s.sendall(hostile.data[i:i + 1])
                    time.sleep(0.002)
            else:
                s.sendall(hostile.data)
            if hostile.manner == "hang-up":
                return None
            if hostile.manner == "half-close":
                s.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has answered and hung up already
        said = b""
        try:
            while len(said) < 12 and (chunk := s.recv(65536)):
                said += chunk
        except ConnectionResetError:
            pass
        return _status(said)
