import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startStatic, type StaticServer } from "./server.ts";

let folder = "";
let server: StaticServer;

before(async () => {
  const outer = await mkdtemp(join(tmpdir(), "static-"));
  folder = join(outer, "dist");
  await mkdir(join(folder, "assets"), { recursive: true });
  await mkdir(join(folder, "day"));
  await writeFile(join(outer, "secret.txt"), "outside");
  await writeFile(join(folder, "index.html"), "<!doctype html><title>front</title>");
  await writeFile(join(folder, "day", "index.html"), "<!doctype html><title>day</title>");
  await writeFile(join(folder, "assets", "app-abc.js"), "1");
  await symlink(join(outer, "secret.txt"), join(folder, "link.txt"));
  server = await startStatic({ folder, host: "127.0.0.1", port: 0, hubOrigins: ["http://127.0.0.1:9"] });
});

after(async () => {
  await server.close();
  await rm(join(folder, ".."), { recursive: true, force: true });
});

/** Asks with the path as it is: fetch would tidy dots away. */
function raw(path: string, method = "GET"): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), headers: response.headers }),
      );
    });
    asked.on("error", reject);
    asked.end();
  });
}

test("the front page is HTML and not stored", async () => {
  const { status, headers, body } = await raw("/");
  assert.equal(status, 200);
  assert.match(String(headers["content-type"]), /^text\/html/u);
  assert.equal(headers["cache-control"], "no-store");
  assert.match(body, /front/u);
});

test("hashed assets are immutable, all else is no-store", async () => {
  assert.match(String((await raw("/assets/app-abc.js")).headers["cache-control"]), /immutable/u);
  assert.equal((await raw("/day/")).headers["cache-control"], "no-store");
  assert.equal((await raw("/day/index.html")).status, 200);
  assert.equal((await raw("/day")).headers["location"], "/day/");
});

test("the policy names the hub and nothing else", async () => {
  const { headers } = await raw("/");
  const policy = String(headers["content-security-policy"]);
  assert.match(policy, /default-src 'none'/u);
  assert.match(policy, /connect-src 'self' http:\/\/127\.0\.0\.1:9;/u);
  assert.match(policy, /require-trusted-types-for 'script'/u);
  assert.doesNotMatch(policy, /unsafe-inline|\*/u);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["referrer-policy"], "no-referrer");
  assert.equal(headers["cross-origin-opener-policy"], "same-origin");
  assert.match(String(headers["permissions-policy"]), /camera=\(self\).*microphone=\(\)/u);
});

test("nothing outside the folder can be read", async () => {
  const paths = [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/assets/../../secret.txt",
    "//etc/passwd",
    "/link.txt",
    "/.git",
    "/day/..",
    "/\\..\\secret.txt",
  ];
  for (const path of paths) {
    const { status, body } = await raw(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body, /outside|root:/u);
  }
});

test("only GET and HEAD are answered", async () => {
  assert.equal((await raw("/", "POST")).status, 405);
  const head = await raw("/", "HEAD");
  assert.equal(head.status, 200);
  assert.equal(head.body, "");
});

test("something that is no origin is refused", async () => {
  await assert.rejects(
    startStatic({ folder, host: "127.0.0.1", port: 0, hubOrigins: ["https://hub.example; script-src *"] }),
    /not an origin/u,
  );
});
