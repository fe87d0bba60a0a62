#!/usr/bin/python3
"""Several servers behind nginx as packaging/nginx.conf sets it up, and the systemd unit."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from live import ROOT, SLOW, Server, make_run, tiles_over

NAME = "maps.example.org"
IDS = [f"20260101T00000{i}Z-0000000{i}" for i in range(2)]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Front(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="riskmap-front-"))
        os.chmod(cls.folder, 0o755)
        for seed, run_id in enumerate(IDS):
            make_run.write_run(cls.folder / "runs" / run_id, run_id, seed=30 * seed)
        make_run.publish(cls.folder, IDS[0])
        cls.servers = [Server(cls.folder, config=f'public_url = "https://{NAME}"\npoll_ms = 20\n') for _ in range(3)]
        cls.port = free_port()
        cls.start_nginx()

    @classmethod
    def start_nginx(cls):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
                        "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", cls.folder / "key.pem", "-out",
                        cls.folder / "cert.pem"], check=True, capture_output=True)
        text = (ROOT / "packaging/nginx.conf").read_text(encoding="utf-8")
        for number, server in enumerate(cls.servers):
            text = text.replace(f"127.0.0.1:{8081 + number}", f"127.0.0.1:{server.port}")
        text = text.replace("listen 443", f"listen 127.0.0.1:{cls.port}")
        text = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {cls.folder}/key.pem;", text)
        text = re.sub(r"ssl_certificate /.*;", f"ssl_certificate {cls.folder}/cert.pem;", text)
        (cls.folder / "nginx.conf").write_text(
            f"worker_processes 1; pid {cls.folder}/nginx.pid; daemon off;\nevents {{ worker_connections 256; }}\nhttp {{\n"
            f"access_log off;\nclient_body_temp_path {cls.folder}/t1; proxy_temp_path {cls.folder}/t2; "
            f"fastcgi_temp_path {cls.folder}/t3; uwsgi_temp_path {cls.folder}/t4; scgi_temp_path {cls.folder}/t5;\n"
            f"{text}\n}}\n", encoding="utf-8")
        nginx = shutil.which("nginx") or "/usr/sbin/nginx"
        cls.log = (cls.folder / "nginx.log").open("wb")
        cls.nginx = subprocess.Popen([nginx, "-e", cls.folder / "error.log", "-c", cls.folder / "nginx.conf"], stderr=cls.log)
        end = time.monotonic() + 20 * SLOW
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", cls.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError((cls.folder / "nginx.log").read_text())

    @classmethod
    def tearDownClass(cls):
        cls.nginx.send_signal(signal.SIGTERM)
        cls.nginx.wait(timeout=20)
        cls.log.close()
        codes = [server.stop() for server in cls.servers]
        for server in cls.servers:
            server.log.close()
        shutil.rmtree(cls.folder)
        if set(codes) != {0}:
            raise RuntimeError(f"the servers ended with {codes}")

    def curl(self, *arguments):
        """Status, headers (lower-case names) and body of one answer."""
        command = ["curl", "-sS", "--cacert", self.folder / "cert.pem", "--resolve", f"{NAME}:{self.port}:127.0.0.1", "-D", "-",
                   *arguments]
        done = subprocess.run(command, capture_output=True, timeout=60 * SLOW)
        self.assertEqual(done.returncode, 0, done.stderr)
        head, body = done.stdout.split(b"\r\n\r\n", 1)
        lines = head.decode().split("\r\n")
        return lines[0], dict(line.lower().split(": ", 1) for line in lines[1:]), body

    def test_http_2_and_one_answer_from_all(self):
        target = f"https://{NAME}:{self.port}/tiles/risk-level/12/3434/1689.png"
        processes, tags, bodies = set(), set(), set()
        for _ in range(30):
            status, headers, body = self.curl("--http2", target)
            self.assertTrue(status.startswith("HTTP/2 200"), status)
            processes.add(headers["x-request-id"].split("-")[0])
            tags.add(headers["etag"])
            bodies.add(body)
        self.assertEqual((len(processes), len(tags), len(bodies)), (3, 1, 1))
        status, _, _ = self.curl("--http2", "-H", f"If-None-Match: {tags.pop()}", target)
        self.assertTrue(status.startswith("HTTP/2 304"), status)

    def test_links_name_the_public_address(self):
        _, _, body = self.curl(f"https://{NAME}:{self.port}/tiles/risk-level/tile.json")
        self.assertIn(f"https://{NAME}/tiles/risk-level/".encode(), body)
        self.assertNotIn(b"127.0.0.1", body)
        status, _, _ = self.curl(f"https://{NAME}:{self.port}/metrics")
        self.assertIn("403", status)

    def test_no_request_fails_when_a_server_ends_and_when_runs_change(self):
        """Pinned answers are the same from all servers through swaps; a server that stops is not noticed."""
        bounds = self.servers[1].get("/tiles/risk-level/tile.json").json()["bounds"]
        tiles = [f"/tiles/risk-level/12/{x}/{y}.png" for x, y in tiles_over(bounds, 12)]
        truth = {(i, t): self.servers[1].get(f"/runs/{i}{t}").body for i in IDS for t in tiles}
        wrong, asked, stop = [], [], threading.Event()

        def ask():
            while not stop.is_set():
                for tile in tiles:
                    status, headers, body = self.curl(f"https://{NAME}:{self.port}{tile}")
                    asked.append(status)
                    if " 200" not in status or body != truth[(headers["x-riskmap-run"].upper(), tile)]:
                        wrong.append((status, tile))

        thread = threading.Thread(target=ask)
        thread.start()
        try:
            ended = self.servers[0]
            for number in range(6):
                make_run.publish(self.folder, IDS[(number + 1) % 2])
                time.sleep(0.15)
                if number == 2:
                    self.assertEqual(ended.stop(), 0)
            end = time.monotonic() + 20 * SLOW
            while len(asked) < 40 and time.monotonic() < end:
                time.sleep(0.05)
        finally:
            stop.set()
            thread.join()
        self.assertEqual(wrong, [])
        self.assertGreaterEqual(len(asked), 40)


class Unit(unittest.TestCase):
    def test_systemd_finds_no_fault_in_the_unit(self):
        with tempfile.TemporaryDirectory() as folder:
            unit = pathlib.Path(folder) / "riskmap-tileserver.service"
            text = (ROOT / "packaging/riskmap-tileserver.service.in").read_text(encoding="utf-8")
            unit.write_text(text.replace("@CMAKE_INSTALL_FULL_BINDIR@/tileserver", "/bin/true"), encoding="utf-8")
            done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60)
            about_it = [line for line in done.stderr.splitlines() if "riskmap-tileserver" in line]
            self.assertEqual(about_it, [])
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", unit],
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stdout[-800:] + done.stderr)

    def test_the_example_settings_are_read(self):
        from live import TILESERVER
        done = subprocess.run([TILESERVER, "--print-config", "--config", ROOT / "packaging/tileserver.toml"],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('log_format = "json"', done.stdout)


if __name__ == "__main__":
    unittest.main()
