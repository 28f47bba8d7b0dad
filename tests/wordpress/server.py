"""Brings up a real WordPress: MariaDB, PHP and nginx, each a process of its own on a private folder.

Belongs here: processes, their settings, and commands to the site. Does not belong here: what the site holds
(``content.py``). Nothing of the machine's own services is started or touched, and everything is stopped by
its number.
"""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOST = "wordpress.test"
CODE = Path("/usr/share/wordpress")
PACKAGES = HERE / "packages.txt"
"""Packages of Debian that are needed, one a line; installed without what they recommend."""
_THEME = "wp-content/themes/twentytwentythree"
_PATIENCE_S = 60.0

_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{folder}/db.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://{host}'); define('WP_SITEURL', 'http://{host}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false); define('WP_CONTENT_DIR', '{folder}/site/wp-content');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
_NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.error; {user}
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  log_format lines escape=json '{{"url":"$request_uri","status":$status,"sent":$body_bytes_sent,'
    '"conditional":"$http_if_none_match$http_if_modified_since"}}';
  access_log {folder}/requests lines;
  server {{
    listen 127.0.0.1:{port}; root {folder}/site; index index.php;
    location / {{ try_files $uri $uri/ /index.php?$args; }}
    location ~ \\.php$ {{
      include /etc/nginx/fastcgi_params; fastcgi_pass unix:{folder}/php.sock;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_param SERVER_PORT 80;
    }}
  }}
}}
"""
_FPM = """[global]
error_log = {folder}/fpm.log
[www]
{user}
listen = {folder}/php.sock
pm = static
pm.max_children = 2
php_admin_value[error_log] = {folder}/php.log
php_admin_flag[display_errors] = off
"""


@dataclass(frozen=True)
class Asked:
    """One request that the web server answered."""

    url: str
    status: int
    sent: int
    conditional: bool


def missing() -> str | None:
    """Return in a sentence what this machine lacks for a WordPress; None where it has all."""
    lacking = [str(path) for path in (CODE / "wp-load.php", CODE / _THEME) if not path.exists()]
    lacking += [name for name in ("mariadbd", "mariadb-install-db", "mariadb", "nginx", "php") if not _program(name)]
    lacking += [] if _fpm() else ["php-fpm"]
    if not lacking:
        return None
    packages = " ".join(PACKAGES.read_text().split())
    return f"no {', '.join(lacking)} here; apt-get install --no-install-recommends {packages}"


def _program(name: str) -> str | None:
    """Return where a program is; those of services are not on everybody's path."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def _fpm() -> str | None:
    """Return where PHP's process manager is; its name carries its version."""
    found = sorted(Path("/usr/sbin").glob("php-fpm*"))
    return str(found[-1]) if found else None


class WordPress:
    """A running site; use as a context manager.

    Attributes:
        port: Port of the web server on 127.0.0.1.
        version: Version of WordPress.
    """

    def __init__(self) -> None:
        # The socket's path must be short, which pytest's own folders are not.
        self.folder = Path(tempfile.mkdtemp(prefix="wp-"))
        self.site = self.folder / "site"
        self.version = ""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "WordPress":
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        for process in reversed(self._running[1:]):
            process.terminate()
        for process in self._running[:1]:
            process.kill()  # the database, whose folder goes with it, would write everything down first
        for process in self._running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def env(self) -> dict[str, object]:
        """Settings that make the product reach this site and nothing else."""
        return {"connect_to": f"{HOST}=127.0.0.1:{self.port}", "allow_private": f"127.0.0.1:{self.port}", "pause_s": 0}

    def act(self, do: str, **given: object) -> Any:
        """Run a command of ``act.php``.

        Args:
            do: Its name.
            **given: Its arguments.

        Returns:
            What it answers.

        Raises:
            RuntimeError: It failed.
        """
        done = subprocess.run(
            [str(_program("php")), "-d", "display_errors=stderr", str(HERE / "act.php"), str(self.site)],
            input=json.dumps({"do": do, **given}),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{do}: {done.stderr}{done.stdout}")
        return json.loads(done.stdout.splitlines()[-1])

    def requests(self) -> list[Asked]:
        """Return the requests answered so far, in order."""
        lines = (self.folder / "requests").read_text().splitlines()
        seen = [json.loads(line) for line in lines]
        return [Asked(one["url"], one["status"], one["sent"], bool(one["conditional"])) for one in seen]

    def _start(self) -> None:
        """Start the database, then the rest."""
        root = os.geteuid() == 0
        data, log = self.folder / "data", self.folder / "log"
        account = ["--user=root"] if root else []
        self._run(
            "mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
            "--skip-test-db", "--skip-name-resolve", *account,
        )  # fmt: skip
        self._begin(
            "mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={self.folder}/db.sock", "--skip-networking",
            f"--pid-file={self.folder}/db.pid", "--skip-log-bin", "--performance-schema=OFF", "--innodb-doublewrite=0",
            "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", *account,
        )  # fmt: skip
        self._lay_out()
        nginx, fpm = self.folder / "nginx.conf", self.folder / "fpm.conf"
        nginx.write_text(_NGINX.format(folder=self.folder, port=self.port, user="user root;" if root else ""))
        fpm.write_text(_FPM.format(folder=self.folder, user="user = root\ngroup = root" if root else ""))
        self._begin(str(_fpm()), "-F", "-y", str(fpm), *(["-R"] if root else []))
        self._begin("nginx", "-c", str(nginx), "-e", str(self.folder / "nginx.error"))
        self._wait_for(self.folder / "db.sock", log)
        self._run(
            "mariadb",
            "--no-defaults",
            f"--socket={self.folder}/db.sock",
            "-u",
            "root",
            "-e",
            "create database wordpress",
        )
        self.version = self.act("install", title="Sampleborough Safeguarding Children Partnership")
        self._wait_for(self.folder / "php.sock", log)

    def _lay_out(self) -> None:
        """Make the site's folder: its first files, which ask where they are, and links to the rest of the code."""
        themes, plugins = self.site / "wp-content/themes", self.site / "wp-content/mu-plugins"
        for folder in (themes, plugins):
            folder.mkdir(parents=True)
        for path in CODE.glob("*.php"):
            shutil.copy(path, self.site)
        for name in ("wp-includes", "wp-admin", _THEME):
            (self.site / name).symlink_to(CODE / name)
        (self.site / "wp-config.php").write_text(_CONFIG.format(folder=self.folder, host=HOST))
        shutil.copy(HERE / "site.php", plugins)

    def _begin(self, name: str, *words: str) -> None:
        """Start a process that goes on."""
        with (self.folder / "log").open("ab") as log:
            # Where the tests themselves are killed, nothing goes on after them.
            tied = ["setpriv", "--pdeathsig", "TERM", "--"] if _program("setpriv") else []
            command = [*tied, _program(name) or name, *words]
            self._running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def _run(self, name: str, *words: str) -> None:
        """Run a process to its end."""
        done = subprocess.run([_program(name) or name, *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr}{done.stdout}")

    def _wait_for(self, path: Path, log: Path) -> None:
        """Wait until a socket is there."""
        until = time.monotonic() + _PATIENCE_S
        while not path.exists():
            if time.monotonic() > until or any(process.poll() is not None for process in self._running):
                raise RuntimeError(f"{path.name} did not appear: {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)
