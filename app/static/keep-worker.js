/* Opens a form where there is no line: its empty page and what that is drawn with, as they were at the last visit.
   It runs for the pages of one channel; what somebody typed, checked or got for it passes it by and is never kept. */
"use strict";
const CACHE = "khamrong-forms", PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin, search } = new URL(event.request.url), { method, mode } = event.request;
  if (method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/assets/")) event.respondWith(asset(event.request, pathname));
  else if (mode === "navigate") event.respondWith(pathname.endsWith("/new") ? form(event, pathname, search) : page(event.request));
});

// Their addresses change with their content: what is kept is right.
async function asset(request, name) {
  const cache = await caches.open(CACHE), kept = await cache.match(name);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(name, answer.clone());
  return answer;
}

// The office's own page if it comes soon, else the form as it was; one with answers in it is never kept.
async function form(event, name, search) {
  const cache = await caches.open(CACHE), kept = await cache.match(name);
  const fresh = fetch(event.request).then(async (answer) => {
    const blank = !answer.redirected && !/[?&]draft=/.test(search);
    if (answer.ok && blank) await cache.put(name, answer.clone());
    else if (answer.status === 404) await cache.delete(name);
    return answer;
  });
  const answered = fresh.catch(() => kept ?? offline());
  event.waitUntil(answered);
  return kept ? Promise.race([answered, new Promise((done) => setTimeout(done, PATIENCE, kept))]) : answered;
}

const page = (request) => fetch(request).catch(offline);
const offline = async () => await (await caches.open(CACHE)).match("/offline") ?? Response.error();
