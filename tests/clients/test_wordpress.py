"""A real WordPress, with its Akismet plugin and a real MariaDB, protected by an Onestory.

Debian's packages, unmodified; a small plugin of the site's own leads `rest.akismet.com` to the hub.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.clients.conftest import Server, free_port, wait_for
from tests.clients.test_clients import GOOD, SPAM, WRONG

PACKAGE = Path("/usr/share/wordpress")
MARIADB = shutil.which("mariadbd") or "/usr/sbin/mariadbd"
INSTALL = shutil.which("mariadb-install-db") or "/usr/bin/mariadb-install-db"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (PACKAGE.is_dir() and shutil.which("php") and Path(MARIADB).exists()),
        reason="WordPress, PHP and MariaDB are not installed",
    ),
]

CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://127.0.0.1:{port}'); define('WP_SITEURL', 'http://127.0.0.1:{port}');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
TO_HUB = """<?php
add_filter('pre_http_request', function ($answer, $arguments, $url) {{
  if (!preg_match('~^https?://([a-z0-9]+[.])?rest[.]akismet[.]com/(.*)$~', $url, $part)) {{
    return $answer;
  }}
  unset($arguments['headers']['Host']);
  return wp_remote_request('http://127.0.0.1:{port}/akismet/' . $part[2], $arguments);
}}, 10, 3);
add_filter('wp_is_comment_flood', '__return_false', 99);
"""
BEGIN = """
function wp_new_blog_notification() {{}}
$_SERVER['HTTP_HOST'] = '127.0.0.1:{port}'; $_SERVER['REQUEST_METHOD'] = 'GET';
"""
MAKE_DATABASE = """
for ($i = 0; $i < 600; $i++) try {
  $server = new mysqli('localhost', 'root', '', '', 0, $argv[1]);
  $server->query('CREATE DATABASE wordpress'); exit(0);
} catch (Exception $notYet) { usleep(100000); }
exit(1);
"""
SET_UP = """
define('WP_INSTALLING', true);
require 'wp-load.php'; require 'wp-admin/includes/upgrade.php';
wp_install('A blog', 'editor', 'editor@blog.example', true, '', 'right');
update_option('active_plugins', ['akismet/akismet.php']);
foreach (['comments_notify', 'moderation_notify', 'comment_previously_approved',
          'comment_moderation'] as $name) update_option($name, 0);
"""


@dataclass(frozen=True, slots=True)
class Blog:
    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def php(self, code: str, load: bool = True) -> Any:
        """Run code inside the blog; what it prints is JSON."""
        begin = BEGIN.format(port=self.port) + ("require 'wp-load.php';" if load else "")
        done = subprocess.run(
            ["php", "-d", "sendmail_path=/bin/true", "-r", begin + code],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout.splitlines()[-1]) if done.stdout.strip() else None

    def comment(self, author: str, text: str) -> str:
        """Leave a comment as a reader's browser does; its state."""
        sent = {
            "author": author,
            "email": f"{author}@reader.example",
            "comment": text,
            "comment_post_ID": "1",
            "comment_parent": "0",
        }
        answer = httpx.post(f"{self.address}/wp-comments-post.php", data=sent, timeout=60)
        assert answer.status_code == 302, answer.text[:500]
        return self.state(author)

    def state(self, author: str) -> str:
        found = self.php(
            f"$c = get_comments(['author_email' => '{author}@reader.example', 'status' => 'any']);"
            "if (!$c) $c = get_comments(["
            f"'author_email' => '{author}@reader.example', 'status' => 'spam']);"
            "echo json_encode(wp_get_comment_status($c[0]));"
        )
        return str(found)


@contextmanager
def mariadb(folder: Path) -> Iterator[Path]:
    """A database server of its own, reached by its socket alone."""
    data, door = folder / "data", folder / "sock"
    user = [f"--user={os.environ.get('USER') or 'root'}"] if os.geteuid() == 0 else []
    subprocess.run(
        [INSTALL, "--no-defaults", f"--datadir={data}", "--skip-test-db", *user,
         "--auth-root-authentication-method=normal"],
        check=True, capture_output=True,
    )  # fmt: skip
    running = subprocess.Popen(
        [MARIADB, "--no-defaults", f"--datadir={data}", f"--socket={door}", "--skip-networking",
         f"--pid-file={folder / 'pid'}", *user],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        subprocess.run(["php", "-r", MAKE_DATABASE, str(door)], check=True, timeout=120)
        yield door
    finally:
        running.terminate()
        running.wait(timeout=60)


@pytest.fixture(scope="module")
def blog(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """WordPress as packaged, its key not entered yet."""
    folder = tmp_path_factory.mktemp("wp")  # short: a socket's path has little room
    made = Blog(folder / "site", free_port())
    shutil.copytree(PACKAGE, made.folder)
    with mariadb(folder) as door:
        (made.folder / "wp-config.php").unlink()
        (made.folder / "wp-config.php").write_text(CONFIG.format(socket=door, port=made.port))
        own = made.folder / "wp-content" / "mu-plugins"
        own.mkdir(exist_ok=True)
        (own / "to-hub.php").write_text(TO_HUB.format(port=server.port))
        made.php(SET_UP, load=False)
        running = subprocess.Popen(
            ["php", "-d", "sendmail_path=/bin/true", "-S", f"127.0.0.1:{made.port}"],
            cwd=made.folder,
            env={**os.environ, "PHP_CLI_SERVER_WORKERS": "4"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(made.port)
            yield made
        finally:
            running.terminate()
            running.wait(timeout=30)


@pytest.fixture(scope="module")
def protected(blog: Blog, server: Server) -> Blog:
    """The key is entered and the hub has learned what is spam there."""
    blog.php(f"update_option('wordpress_api_key', '{server.key}');")
    about = {"api_key": server.key, "blog": blog.address, "user_ip": "192.0.2.7"}
    with httpx.Client(base_url=f"http://127.0.0.1:{server.port}/1.1") as hub:
        for n in range(30):
            for name, text in (("submit-spam", SPAM), ("submit-ham", GOOD)):
                hub.post(f"/{name}", data={**about, "comment_content": f"{text} {n}"})
    return blog


def test_the_plugin_takes_the_key_and_no_other(blog: Blog, server: Server) -> None:
    for key, said in ((server.key, "valid"), (WRONG, "invalid")):
        assert blog.php(f"echo json_encode(Akismet::check_key_status('{key}')[1]);") == said


def test_spam_is_held_and_a_reader_published(protected: Blog) -> None:
    assert protected.comment("mira", f"{GOOD} Yes.") == "approved"
    assert protected.comment("bot", f"{SPAM} !") == "spam"
    # No theme is installed: readers ask WordPress's own interface.
    page = httpx.get(f"{protected.address}/?rest_route=/wp/v2/comments").text
    assert "the council voted twice" in page
    assert "best-deals.example" not in page


def test_a_moderators_decision_is_learned(protected: Blog, server: Server) -> None:
    missed = "My cousin found a doctor who cures everything by letter, ask me how."
    assert protected.comment("cousin", missed) == "approved"
    with httpx.Client(base_url=protected.address, follow_redirects=True, timeout=60) as editor:
        editor.get("/wp-login.php")
        editor.post("/wp-login.php", data={"log": "editor", "pwd": "right", "testcookie": "1"})
        listed = editor.get("/wp-admin/edit-comments.php").text
        row = listed[listed.index("cures everything") :]
        link = re.search(r"comment\.php\?c=\d+&#038;action=spamcomment&#038;_wpnonce=\w+", row)
        assert link is not None
        editor.get(f"/wp-admin/{link.group().replace('&#038;', '&')}")
    assert protected.state("cousin") == "spam"
    used = httpx.get(
        f"http://127.0.0.1:{server.port}/1.2/key-sites", params={"api_key": server.key}
    ).json()
    (month,) = (v for v in used.values() if isinstance(v, list))
    (site,) = (s for s in month if s["site"].rstrip("/") == protected.address)
    assert site["missed_spam"] == 31  # thirty were taught by hand
    journals = (server.folder / "spam").glob("key-*/journal.jsonl")
    rows = [json.loads(line) for journal in journals for line in journal.open("rb")]
    assert [r["spam"] for r in rows if r["text"] == missed] == [True]
