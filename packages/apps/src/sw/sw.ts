/// <reference lib="es2024" />

/** Put before this script by the build: the cache's name (it changes with the content), the page, and all that the app consists of. */
declare const SHELL: { readonly name: string; readonly prefix: string; readonly page: string; readonly urls: readonly string[] };

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Installing extends Waiting {
  addRoutes?(rules: readonly unknown[]): Promise<void>;
}

interface Fetching extends Waiting {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

interface Scope {
  addEventListener(kind: "install", listener: (event: Installing) => void): void;
  addEventListener(kind: "activate", listener: (event: Waiting) => void): void;
  addEventListener(kind: "fetch", listener: (event: Fetching) => void): void;
  readonly registration: { readonly active: unknown };
  readonly clients: { claim(): Promise<void> };
}

const scope = globalThis as unknown as Scope;

scope.addEventListener("install", (event) => {
  event.waitUntil(keepShell());
  // A burst goes past this worker: it is neither woken nor looked up anew while the radio is on.
  const route = event.addRoutes?.([{ condition: { requestMethod: "post" }, source: "network" }]);
  if (route !== undefined) event.waitUntil(route.catch(() => undefined));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells().then(() => scope.clients.claim()));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const isPage = request.mode === "navigate";
  event.respondWith(fromShell(isPage ? SHELL.page : url.pathname, request));
});

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL.name);
  await cache.addAll(SHELL.urls.map((url) => new Request(url, { credentials: "omit", cache: "no-cache" })));
}

async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(SHELL.prefix) && name !== SHELL.name).map((name) => caches.delete(name)),
  );
}

async function fromShell(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(SHELL.name);
  return (await cache.match(path)) ?? fetch(request);
}
