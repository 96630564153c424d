/* Keeps the driver's round on the phone: its page and what that is drawn with, nothing else of this site, so that it
   opens without a line. Pages under /r/ are all that it may look at; marks pass it by. */
"use strict";
const CACHE = "khamrong-rounds", PATIENCE = 6000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(event.request, pathname));
  else if (/^\/r\/[\w-]+$/.test(pathname)) event.respondWith(page(event, pathname));
});

// Their addresses change with their content: what is kept is right.
async function asset(request, name) {
  const cache = await caches.open(CACHE), kept = await cache.match(name);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(name, answer.clone());
  return answer;
}

// The office's answer if there is one soon, else the page as it was; a link that is unknown by now leaves nothing here.
async function page(event, name) {
  const cache = await caches.open(CACHE), kept = await cache.match(name);
  const fresh = fetch(event.request).then(async (answer) => {
    if (answer.ok) await cache.put(name, answer.clone());
    else if (answer.status === 404) await cache.delete(name);
    return answer;
  });
  if (!kept) return fresh;
  const answered = fresh.catch(() => kept);
  event.waitUntil(answered);
  return Promise.race([answered, new Promise((done) => setTimeout(done, PATIENCE, kept))]);
}
