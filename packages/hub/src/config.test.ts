import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import { isOjakError } from "@ojak/core/errors";
import { isLoopback, readConfig } from "./config.ts";

test("config: defaults are for one person on one machine", () => {
  assert.deepEqual(readConfig({}, []), {
    folder: resolve("./data"),
    host: "127.0.0.1",
    port: 8_700,
    adminPort: 8_701,
    realm: "demo.ojak",
    tls: undefined,
    demoClock: false,
    benchEmpty: false,
  });
  assert.equal(readConfig({ PORT: "0" }, []).adminPort, 0);
  assert.equal(readConfig({ HOST: "::1" }, ["--demo-clock"]).demoClock, true);
});

test("config: what cannot be meant is refused with a message", () => {
  const wrong: readonly (readonly [Record<string, string>, readonly string[], RegExp])[] = [
    [{ PORT: "70000" }, [], /PORT/u],
    [{ PORT: "80a" }, [], /PORT/u],
    [{ PORT: "65535" }, [], /OJAK_ADMIN_PORT/u],
    [{ OJAK_ADMIN_PORT: "-1" }, [], /OJAK_ADMIN_PORT/u],
    [{ OJAK_DATA: "" }, [], /OJAK_DATA/u],
    [{ OJAK_REALM: "x".repeat(65) }, [], /OJAK_REALM/u],
    [{ OJAK_TLS_CERT: "a" }, [], /together/u],
    [{ OJAK_TLS_CERT: "/nowhere", OJAK_TLS_KEY: "/nowhere" }, [], /cannot read/u],
    [{ HOST: "0.0.0.0" }, ["--demo-clock"], /loopback/u],
    [{ HOST: "hub.example" }, ["--bench-empty"], /loopback/u],
    [{}, ["--what"], /what/u],
  ];
  for (const [env, args, message] of wrong)
    assert.throws(
      () => readConfig(env, args),
      (error) => isOjakError(error, "malformed") && message.test(error.message),
      JSON.stringify(env),
    );
});

test("config: loopback is told by address, not by what looks like one", () => {
  for (const host of ["127.0.0.1", "127.9.9.9", "localhost", "::1"]) assert.ok(isLoopback(host), host);
  for (const host of ["0.0.0.0", "::", "127.0.0.1.example", "localhost.example", "10.0.0.1"]) assert.ok(!isLoopback(host), host);
});
