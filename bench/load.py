"""wrk on loopback, bounded in time, and what it says: each request a new one, nothing but successes counted."""

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.server import HOST, Running
from tools import debian

SECONDS_MAX = 30
GET = "GET"


def is_here() -> bool:
    """Root installs wrk where it is missing."""
    if shutil.which("wrk") is None and debian.can_install():
        debian.install(["wrk"], print)
    return shutil.which("wrk") is not None


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked again and again; a `part` by htmx. In `body`, {id} is a new UUID; `sessions` take turns."""

    path: str
    sessions: tuple[str, ...] = ()
    method: str = GET
    body: str = ""
    kind: str = ""
    wanted: int = 200
    part: bool = False


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
        script.write_text(_script(call, server.port), encoding="utf-8")
        before = server.cpu_seconds()
        threads = str(min(connections, 2))
        span = f"{max(1, round(min(seconds, SECONDS_MAX)))}s"
        done = subprocess.run(
            ["wrk", "-t", threads, "-c", str(connections), "-d", span, "--timeout", "20s", "-s", str(script),
             f"http://{HOST}:{server.port}{call.path}"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        used = server.cpu_seconds() - before
    told = json.loads(done.stdout.splitlines()[-1])
    if told["odd"] or told["errors"] or not told["requests"]:
        raise RuntimeError(f"{call.method} {call.path}: {told}")
    a_second = told["requests"] / (told["duration_us"] / 1e6)
    return Load(a_second, told["p50_us"] / 1e3, told["p99_us"] / 1e3, used * 1e3 / told["requests"], told["requests"])


def _script(call: Call, port: int) -> str:
    return SCRIPT % {
        "method": _lua(call.method),
        "path": _lua(call.path),
        "body": _lua(call.body),
        "kind": _lua(call.kind),
        "wanted": call.wanted,
        "part": str(call.part).lower(),
        "port": port,
        "cookies": "{" + ", ".join(_lua(one) for one in call.sessions) + "}",
    }


def _lua(text: str) -> str:
    """A string of Lua 5.1, byte by byte."""
    return '"' + "".join(chr(b) if chr(b).isalnum() and b < 128 else f"\\{b:03}" for b in text.encode()) + '"'


SCRIPT = """
local count, threads = 0, {}
local cookies, body = %(cookies)s, %(body)s
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

local function headers()
  local told = {
    ["X-Forwarded-Proto"] = "https",
    ["X-Forwarded-For"] = "198.51.100.7",
    ["Origin"] = "https://127.0.0.1:%(port)d",
  }
  if %(part)s then told["HX-Request"] = "true" end
  if %(kind)s ~= "" then told["Content-Type"] = %(kind)s end
  if #cookies > 0 then told["Cookie"] = cookies[count %% #cookies + 1] end
  return told
end

function request()
  count = count + 1
  local id = string.format("%%08x-%%s-%%06x%%s", os.time(), salt, count, tail)
  return wrk.format(%(method)s, %(path)s, headers(), (body:gsub("{id}", id)))
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
