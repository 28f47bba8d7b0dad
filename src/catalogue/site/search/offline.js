// Keeps the page of the search for when there is no connection.
//
// Belongs here: what is kept, and that the network is asked first. Does not belong here: anything that is typed; nothing
// of that is kept. With a connection every file comes from the site, so that what was taken down there is gone here too;
// what an earlier edition left is deleted as soon as this script is a newer one.

const NAME = "catalogue-search-EDITION";
const PAGE = ["./", "index.html", "../style.css", "../icon.svg"];
const KEPT = "KEPT";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(NAME)
      .then((cache) => cache.addAll([...PAGE, ...KEPT]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith("catalogue-search-") && name !== NAME))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  event.respondWith(
    fetch(event.request).catch(async () => {
      const cache = await caches.open(NAME);
      const kept = await cache.match(event.request, { ignoreSearch: event.request.mode === "navigate" });
      return kept || Response.error();
    }),
  );
});
