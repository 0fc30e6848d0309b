import { readFile, realpath } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";

/** What serves the built apps: a folder, where to listen, and the hubs that the apps may speak to. */
export interface StaticOptions {
  readonly folder: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly hubOrigins: readonly string[];
  /** HTML that stands at the end of the front page's main part: the guide of a demonstration. */
  readonly guide?: string;
}

/** A running static server. */
export interface StaticServer {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
};

/** Only names that a build makes: no dot at the front of a part, nothing to climb with. */
const PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*\/?$/u;
const PATH_CHARACTERS_MAX = 200;
const ORIGIN = /^https?:\/\/[a-z0-9.[\]:-]+$/u;

/** Serves a folder of built apps with a strict policy. Throws when the folder is missing, an origin is none, or the port is taken. */
export async function startStatic({ folder, host, port, hubOrigins, guide = "" }: StaticOptions): Promise<StaticServer> {
  for (const origin of hubOrigins) if (!ORIGIN.test(origin)) throw new Error(`not an origin: ${origin}`);
  const root = await realpath(folder);
  const headers = securityHeaders(hubOrigins);
  const server = createServer((request, response) => {
    void answer({ root, headers, guide }, request, response);
  });
  await listen(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`, close: () => close(server) };
}

/** The headers of every answer. `connect-src` names the hubs; nothing else outside the origin is reachable from the apps. */
export function securityHeaders(hubOrigins: readonly string[]): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...hubOrigins].join(" ")}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types app",
  ];
  return {
    "Content-Security-Policy": policy.join("; "),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy":
      "camera=(self), accelerometer=(), autoplay=(), bluetooth=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), " +
      "microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  };
}

interface Site {
  readonly root: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly guide: string;
}

async function answer({ root, headers, guide }: Site, request: IncomingMessage, response: ServerResponse) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const path = (request.url ?? "/").split(/[?#]/u, 1)[0] ?? "/";
  if (request.method !== "GET" && request.method !== "HEAD")
    return end(response, 405, "only GET and HEAD are answered here\n", { Allow: "GET, HEAD" });
  if (path.length > PATH_CHARACTERS_MAX || !PATH.test(path)) return end(response, 404, "there is nothing here\n");
  if (path === "/day" || path === "/family") return end(response, 308, "", { Location: `${path}/` });
  const name = path.endsWith("/") ? `${path}index.html` : path;
  const file = await readInside(root, name);
  const bytes = path === "/" && file !== null ? withGuide(file, guide) : file;
  if (bytes === null) return end(response, 404, "there is nothing here\n");
  response.setHeader("Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store");
  response.setHeader("Content-Type", TYPES[extname(name)] ?? "application/octet-stream");
  response.setHeader("Content-Length", bytes.length);
  response.writeHead(200);
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function withGuide(page: Buffer, guide: string): Buffer {
  return Buffer.from(page.toString("utf8").replace("</main>", () => `${guide}</main>`));
}

/** A file's bytes; null when there is none, or when a link leads out of the folder. */
async function readInside(root: string, name: string): Promise<Buffer | null> {
  try {
    const file = await realpath(join(root, name));
    return file.startsWith(root + sep) ? await readFile(file) : null;
  } catch {
    return null;
  }
}

function end(response: ServerResponse, status: number, text: string, more: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { "Cache-Control": "no-store", "Content-Type": "text/plain; charset=utf-8", ...more });
  response.end(text);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
