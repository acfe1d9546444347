// The service worker of an estate's rounds: a round that was opened once opens without a network, too.
// It keeps nothing but the page that is walked with and what that page loads; what was found lies in store.js.
"use strict";
const CACHE = "rounds", PATIENCE_MS = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode !== "navigate") event.respondWith(kept(request).then((found) => found || fetch(request)));
  else if (address.pathname.endsWith("/walk/")) event.respondWith(page(request, address.pathname));
});

const kept = async (what) => (await caches.open(CACHE)).match(what, { ignoreVary: true, ignoreSearch: true });

// The network has the first word, so that nobody walks with an old page; a network that hangs counts as none.
async function page(request, path) {
  const asked = fetch(request).then((response) => remember(path, response));
  const late = new Promise((give) => setTimeout(give, PATIENCE_MS));
  const answer = await Promise.race([asked.catch(() => null), late]);
  return answer || (await kept(path)) || asked;
}

async function remember(path, response) {
  const cache = await caches.open(CACHE);
  if (response.ok && !response.redirected) await cache.put(path, response.clone());
  else if (response.status === 404) await cache.delete(path);
  return response;
}
