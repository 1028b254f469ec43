"""The processes of the benchmark: mock provider, nginx, fareboxd, load generator.

Each target takes plain HTTP on loopback and speaks TLS to the same mock, except `direct`, where
the load generator itself speaks TLS. nginx is Debian's: one worker, nothing buffered, kept-alive
and verified upstream. Trap: a second proxy_set_header in a deeper block would discard
`Connection ""` and cost a TLS handshake per request, so both stand in one block.
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import urllib.request

NGINX_CONF = """
{user}daemon off; worker_processes 1; pid {dir}/nginx.pid; error_log {dir}/nginx.log;
events {{ worker_connections 16384; }}
http {{
    access_log off; client_max_body_size 64m;
    keepalive_timeout 3600s; keepalive_requests 100000000;
    client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy; fastcgi_temp_path {dir}/f;
    uwsgi_temp_path {dir}/u; scgi_temp_path {dir}/s;
    upstream mock {{ server 127.0.0.1:{tls_port}; keepalive 64; keepalive_requests 100000000; }}
    server {{
        listen 127.0.0.1:{port} backlog=4096;
        location / {{
            proxy_pass https://mock; proxy_http_version 1.1;
            proxy_set_header Connection ""; proxy_set_header Host $http_host;
            proxy_buffering off; proxy_request_buffering off; proxy_read_timeout 3600s;
            proxy_ssl_trusted_certificate {dir}/ca.pem; proxy_ssl_verify on;
            proxy_ssl_protocols TLSv1.3; proxy_ssl_name localhost;
            proxy_ssl_server_name on; proxy_ssl_session_reuse on;
        }}
    }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, seconds=15):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{process.args[0]} does not listen on {port}")


class Target:
    """A proxy under test, or the mock itself (`direct`, no process of its own)."""

    def __init__(self, name, url, process=None, extra=()):
        self.name, self.url, self.process, self.extra = name, url, process, list(extra)

    def pids(self):
        """The process and its children (nginx has a worker)."""
        if self.process is None:
            return []
        pids = [self.process.pid]
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            pids += [int(p) for p in (task / "children").read_text().split()]
        return pids

    def sample(self):
        """RSS in MB, threads, context switches and bytes written, over all processes."""
        total = {"rss_mb": 0.0, "threads": 0, "switches": 0, "written": 0}
        for pid in self.pids():
            total["rss_mb"] += status(f"/proc/{pid}/status")["VmRSS"] / 1024
            for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
                fields = status(task / "status")
                total["threads"] += 1
                total["switches"] += fields["voluntary_ctxt_switches"]
            total["written"] += status(f"/proc/{pid}/io").get("write_bytes", 0)
        return total


def status(path):
    fields = {}
    for line in pathlib.Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        number = value.split()[:1]
        if number and number[0].isdigit():
            fields[key] = int(number[0])
    return fields


class Rig:
    def __init__(self, bin_dir, work_dir):
        self.bin, self.dir = pathlib.Path(bin_dir), pathlib.Path(work_dir)
        self.started = []

    def spawn(self, *command, **options):
        process = subprocess.Popen([str(part) for part in command], **options)
        self.started.append(process)
        return process

    def start_mock(self):
        ports = self.dir / "mock.ports"
        self.spawn(self.bin / "mock-provider", "--tls-port", 0, "--write-ca", self.dir / "ca.pem",
                   "--port-file", ports, "--no-record", "--die-with-parent",
                   stdout=subprocess.DEVNULL)
        while not ports.exists():
            time.sleep(0.05)
        fields = dict(line.split("=") for line in ports.read_text().split())
        self.mock_port, self.tls_port = int(fields["port"]), int(fields["tls_port"])
        return Target("direct", f"https://127.0.0.1:{self.tls_port}/v1/messages",
                      extra=["--ca", str(self.dir / "ca.pem")])

    def start_nginx(self):
        port = free_port()
        user = "user root; " if os.geteuid() == 0 else ""
        (self.dir / "nginx.conf").write_text(NGINX_CONF.format(
            dir=self.dir, port=port, tls_port=self.tls_port, user=user))
        process = self.spawn("/usr/sbin/nginx", "-p", self.dir, "-c", self.dir / "nginx.conf",
                             stderr=subprocess.DEVNULL)
        wait_for_port(port, process)
        return Target("nginx", f"http://127.0.0.1:{port}/v1/messages", process)

    def start_farebox(self, stop_grace_ms=2000):
        program = self.bin / "fareboxd"
        if not program.exists():
            return None
        home = self.dir / f"farebox-{time.monotonic_ns()}"
        for name in ("state", "run"):
            (home / name).mkdir(parents=True, mode=0o700)
        port = free_port()
        config = {"listen": {"port": port}, "log_level": "warn", "stop_grace_ms": stop_grace_ms,
                  "upstreams": {"anthropic": {"url": f"https://localhost:{self.tls_port}",
                                              "provider": "anthropic",
                                              "ca_file": str(self.dir / "ca.pem")}}}
        (home / "config.json").write_text(json.dumps(config))
        log = open(home / "log", "wb")
        # As a service manager starts it: a variable of this shell (SSL_CERT_FILE names a bundle of
        # 1.3 MB, a proxy) would be measured too.
        process = self.spawn(program, "--config", home / "config.json", "--state-dir",
                             home / "state", "--runtime-dir", home / "run", stderr=log, stdout=log,
                             env={"HOME": str(home), "PATH": "/usr/bin:/bin"})
        wait_for_port(port, process)
        return Target("farebox", f"http://127.0.0.1:{port}/anthropic/v1/messages", process)

    def load(self, target, mode, timeout=900, **options):
        return json.loads(self.wait_load(self.begin_load(target, mode, **options), timeout))

    def begin_load(self, target, mode, **options):
        command = [self.bin / "load-gen", mode, "--url", target.url, *target.extra]
        for key, value in options.items():
            name = "--" + key.replace("_", "-")
            command += [name] if value is True else [name, str(value)]
        return self.spawn(*command, stdout=subprocess.PIPE)

    def wait_load(self, process, timeout=900):
        output, _ = process.communicate(timeout=timeout)
        if process.returncode != 0:
            raise RuntimeError(f"load-gen ended with {process.returncode}: {process.args}")
        return output

    def mock_stats(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.mock_port}/_mock/stats") as answer:
            return json.load(answer)

    def stop(self, process, seconds=60):
        """SIGTERM; returns the seconds until the process was gone."""
        begun = time.monotonic()
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        return time.monotonic() - begun

    def stop_all(self):
        for process in reversed(self.started):
            self.stop(process, 10)
