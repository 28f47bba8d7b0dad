// Keeps the page of the search for when there is no connection.
//
// Belongs here: what is kept, and that the network is asked first. Does not belong here: anything that is typed; nothing
// of that is kept. With a connection the page and the list of files come from the site, so that what was taken down there
// is gone here too; a file whose name holds its hash is the same anywhere. What an earlier edition left is deleted as soon
// as this script is a newer one.

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

/** What is kept of a request; none where it is not. */
async function kept(request) {
  const cache = await caches.open(NAME);
  return cache.match(request, { ignoreSearch: request.mode === "navigate" });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  const same = /-[0-9a-f]{12}\.json$/.test(address.pathname);
  event.respondWith(
    same
      ? kept(request).then((found) => found || fetch(request))
      : fetch(request).catch(async () => (await kept(request)) || Response.error()),
  );
});
