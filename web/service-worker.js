// Keeps one whole version of the page, so that the second visit needs no network. A version is stored completely or not at
// all, and a page is always served with the files it names: their names carry hashes, so an old script never meets a new
// module. The list below is filled in by src/cmake/assemble_site.py, which makes every build a new worker.
'use strict';
const FILES = ['@FILES@'];
const HOME = new URL('./', location).href;
const PREFIX = `logit ${new URL(HOME).pathname} `;
const CACHE = PREFIX + '@VERSION@';
const NOT_FOUND = new URL(FILES[0], HOME).href;
// Whoever builds the lab wants to see what was built; everybody else starts at once and gets a new version next time.
const BUILDING = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

async function store(cache, url, check) {
  const response = await fetch(url, {cache: 'no-cache', credentials: 'same-origin'});
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const body = await response.blob();
  if (check) check(await body.text());
  // A response that was redirected may not answer a navigation: kept without its history.
  await cache.put(url, new Response(body, {headers: {'Content-Type': response.headers.get('Content-Type') || body.type}}));
}

addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map(name => store(cache, new URL(name, HOME).href)));
    await store(cache, HOME, text => {
      if (!FILES.slice(1).some(name => text.includes(`"${name}"`))) throw new Error('the page is of another version');
    });
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
  await skipWaiting();
})()));

addEventListener('activate', event => event.waitUntil((async () => {
  // The version before stays: a tab that is still open may ask for one of its files.
  const kept = (await caches.keys()).filter(name => name.startsWith(PREFIX) && name !== CACHE).slice(-1);
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE && !kept.includes(name)) await caches.delete(name);
  }
  await clients.claim();
})()));

async function page(request) {
  const cache = await caches.open(CACHE);
  const path = new URL(request.url).pathname, home = new URL(HOME).pathname;
  if (path === home || path === `${home}index.html`) {
    if (BUILDING) {
      const fresh = await fetch(request).catch(() => null);
      if (fresh?.ok) return fresh;
    }
    return (await cache.match(HOME)) || fetch(request);
  }
  // A link whose "#" a mail filter has made part of the path: the page for unknown paths mends it, also without a network.
  return fetch(request).catch(async error => (await cache.match(NOT_FOUND)) || Promise.reject(error));
}

async function file(request) {
  for (const name of [CACHE, ...(await caches.keys()).filter(name => name.startsWith(PREFIX)).reverse()]) {
    const found = await (await caches.open(name)).match(request.url);
    if (found) return found;
  }
  return fetch(request);
}

addEventListener('fetch', event => {
  const {request} = event;
  if (request.method !== 'GET' || !request.url.startsWith(HOME)) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else event.respondWith(file(request));
});
