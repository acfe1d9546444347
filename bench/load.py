"""wrk on loopback, bounded in time, and what it says: each request a new one, nothing but successes counted."""

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.server import HOST, Running
from tools import debian

SECONDS_MAX = 30
THREADS_MAX = 2
COOKIE = "sessionid"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
GET = "GET"


def is_here() -> bool:
    """Root installs wrk where it is missing."""
    if shutil.which("wrk") is None and debian.can_install():
        debian.install(["wrk"], print)
    return shutil.which("wrk") is not None


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked again and again; a `part` by htmx. In `body`, {id} is a new UUID; `sessions` take turns.

    With `tails` each request goes to another address below `path`, the n-th as the n-th of the sessions in turn.
    """

    path: str
    sessions: tuple[str, ...] = ()
    method: str = GET
    body: str = ""
    kind: str = ""
    wanted: int = 200
    part: bool = False
    tails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Load:
    """Milliseconds; `cpu_ms` is the web workers' time for one request."""

    a_second: float
    p50: float
    p99: float
    cpu_ms: float
    requests: int


def press(server: Running, call: Call, *, connections: int, seconds: float) -> Load:
    """Raises RuntimeError where an answer was not the one wanted."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "call.lua"
        script.write_text(_script(call, server.port, min(connections, THREADS_MAX)), encoding="utf-8")
        before = server.cpu_seconds()
        threads = min(connections, THREADS_MAX)
        span = f"{max(1, round(min(seconds, SECONDS_MAX)))}s"
        done = subprocess.run(
            ["wrk", "-t", str(threads), "-c", str(connections), "-d", span, "--timeout", "20s", "-s", str(script),
             f"http://{HOST}:{server.port}{call.path}"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        used = server.cpu_seconds() - before
    told = json.loads(done.stdout.splitlines()[-1])
    if told["odd"] or told["errors"] or not told["requests"]:
        raise RuntimeError(f"{call.method} {call.path}: {told}")
    a_second = told["requests"] / (told["duration_us"] / 1e6)
    return Load(a_second, told["p50_us"] / 1e3, told["p99_us"] / 1e3, used * 1e3 / told["requests"], told["requests"])


def token(server: Running, path: str, session: str) -> tuple[str, str]:
    """A form's token and the cookie it belongs to, which serve whoever sends both."""
    link = HTTPConnection(HOST, server.port, timeout=20)
    link.request("GET", path, headers={"Cookie": f"{COOKIE}={session}", "X-Forwarded-Proto": "https"})
    answer = link.getresponse()
    found = TOKEN.search(answer.read())
    link.close()
    cookies = [cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or []]
    if found is None:
        raise RuntimeError(f"{path} answered {answer.status} without a form")
    return found[1].decode(), next(cookie for cookie in cookies if cookie.startswith("csrf"))


def _script(call: Call, port: int, threads: int) -> str:
    return SCRIPT % {
        "method": _lua(call.method),
        "path": _lua(call.path),
        "body": _lua(call.body),
        "kind": _lua(call.kind),
        "wanted": call.wanted,
        "part": str(call.part).lower(),
        "port": port,
        "threads": threads,
        "tails": "{" + ", ".join(_lua(one) for one in call.tails) + "}",
        "cookies": "{" + ", ".join(_lua(one) for one in call.sessions) + "}",
    }


def _lua(text: str) -> str:
    """A string of Lua 5.1, byte by byte."""
    return '"' + "".join(chr(b) if chr(b).isalnum() and b < 128 else f"\\{b:03}" for b in text.encode()) + '"'


SCRIPT = """
local count, threads = 0, {}
local cookies, body, tails = %(cookies)s, %(body)s, %(tails)s
odd = 0

function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
end

function init(args)
  math.randomseed(os.time() * 1000 + number * 7919 + tonumber(tostring({}):sub(8)) %% 1000003)
  salt = string.format("%%04x-7%%03x-a%%03x", math.random(0, 65535), math.random(0, 4095), math.random(0, 4095))
  tail = string.format("%%06x", math.random(0, 16777215))
end

local function headers(turn)
  local told = {
    ["X-Forwarded-Proto"] = "https",
    ["X-Forwarded-For"] = "198.51.100.7",
    ["Origin"] = "https://127.0.0.1:%(port)d",
  }
  if %(part)s then told["HX-Request"] = "true" end
  if %(kind)s ~= "" then told["Content-Type"] = %(kind)s end
  if #cookies > 0 then told["Cookie"] = cookies[turn %% #cookies + 1] end
  return told
end

function request()
  count = count + 1
  local id = string.format("%%08x-%%s-%%06x%%s", os.time(), salt, count, tail)
  local path, turn = %(path)s, count
  if #tails > 0 then
    turn = (count - 1) * %(threads)d + number - 1
    path = path .. tails[turn %% #tails + 1]
  end
  return wrk.format(%(method)s, path, headers(turn), (body:gsub("{id}", id)))
end

function response(status)
  if status ~= %(wanted)d then odd = odd + 1 end
end

function done(summary, latency)
  local strange = 0
  for _, thread in ipairs(threads) do strange = strange + thread:get("odd") end
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '\\n{"requests": %%d, "duration_us": %%d, "p50_us": %%d, "p99_us": %%d, "odd": %%d, "errors": %%d}\\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), strange, errors))
end
"""
