import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { hex } from "@ojak/core/bytes/text";
import { BODY_PLACES_A_CHUNK, BODY_PLACES_A_FREE_ONE, BODY_PLACES_FREE_MIN, ENVELOPE_SIZES_BYTES } from "@ojak/core/limits";
import { MIGRATIONS } from "../engine/sqlite/migrations.ts";
import { openDatabase } from "../engine/sqlite/database.ts";
import type { Random } from "../random.ts";
import { makeSqliteTokenStore } from "../tokens/store.ts";
import { decodePlaces } from "./body.ts";
import { bytes, DAY, opened } from "./drops-store.fixture.ts";
import { makeBodyReader, makePlaces } from "./store-places.ts";
import { openSqliteDropsStore } from "./store.ts";

/** Numbers that look random and are the same each time (xorshift32). */
function repeatable(): Random {
  let word = 1;
  const u32 = (): number => {
    word ^= word << 13;
    word ^= word >>> 17;
    word ^= word << 5;
    return (word >>>= 0);
  };
  return { u32, bytes: (length) => Uint8Array.from({ length }, u32) };
}

/** Places and the rows that name them. */
function makeSubject() {
  const database = new DatabaseSync(":memory:");
  for (const step of MIGRATIONS) database.exec(step);
  const random = repeatable();
  const places = makePlaces(database, random);
  const add = database.prepare(
    "INSERT INTO parcels (drop_id, class, tag, slot, state, day, places) VALUES (1, 1, ?, 1, 1, 1, ?)",
  );
  const remove = database.prepare("DELETE FROM parcels WHERE tag = ?");
  const one = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0]);
  return {
    database,
    random,
    places,
    bodyAt: makeBodyReader(database),
    put(envelope: Uint8Array) {
      const [tag, list] = [random.bytes(16), places.keep(null, envelope)];
      add.run(tag, list);
      return { tag, list, envelope };
    },
    take({ tag, list }: { readonly tag: Uint8Array; readonly list: Uint8Array }) {
      remove.run(tag);
      places.erase(list);
    },
    all: () => one("SELECT count(*) FROM places"),
    filled: () => one("SELECT count(*) FROM places WHERE bytes <> zeroblob(length(bytes))"),
    [Symbol.dispose]: () => database.close(),
  };
}

test("places: what is erased is zeros, and free again: the file grows only when more waits than ever before", () => {
  using subject = makeSubject();
  const waiting = Array.from({ length: 5 }, () => subject.put(bytes(2_161)));
  assert.equal(subject.filled(), 15);
  const before = subject.all();
  for (let i = 0; i < 2 * BODY_PLACES_FREE_MIN; i++) {
    const oldest = waiting.shift();
    if (oldest !== undefined) subject.take(oldest);
    waiting.push(subject.put(bytes(2_161)));
  }
  assert.equal(subject.all(), before);
  assert.equal(subject.filled(), 15);
  for (const one of waiting) subject.take(one);
  assert.equal(subject.filled(), 0);
});

test("places: a quarter is free and never fewer than 1,024, but for a chunk; what waits is left as it is while they grow", () => {
  using subject = makeSubject();
  const waiting = Array.from({ length: 5_000 }, (_, i) => {
    const all = i % 100 === 1 ? subject.all() : 0;
    if (all > 0) assert.ok(all - i + 1 >= Math.max(BODY_PLACES_FREE_MIN, all / BODY_PLACES_A_FREE_ONE));
    return subject.put(Uint8Array.of(1, i >> 8, i & 0xff));
  });
  assert.ok(subject.all() <= (5_000 * 4) / 3 + BODY_PLACES_A_CHUNK);
  for (const { list, envelope } of waiting) assert.deepEqual(subject.bodyAt(list), { route: null, envelope });
});

test("3.3: the order of places is not the order of arrival", () => {
  using subject = makeSubject();
  for (const one of Array.from({ length: 2_000 }, () => subject.put(bytes(9)))) subject.take(one);
  const places = Array.from({ length: 500 }, () => decodePlaces(subject.put(bytes(9)).list)[0] ?? 0);
  const ranks = places.map((place) => places.filter((other) => other < place).length);
  const apart = ranks.reduce((sum, rank, i) => sum + (rank - i) ** 2, 0);
  const likeness = 1 - (6 * apart) / (500 * (500 ** 2 - 1));
  assert.ok(Math.abs(likeness) < 0.15, `Spearman's coefficient is ${likeness}`);
  const steps = places.slice(1).map((place, i) => Math.abs(place - (places[i] ?? 0)));
  assert.ok(steps.filter((step) => step < 8).length < 25, "nor do neighbours in time lie side by side");
});

test("durability: after a rollback and after a restart no place belongs to two parcels, and none is lost", () => {
  using subject = makeSubject();
  const { database, random, places } = subject;
  const waiting = new Map<string, ReturnType<typeof subject.put>>();
  for (let round = 0; round < 60; round++) {
    database.exec("BEGIN");
    const [added, removed] = [new Set<string>(), new Set<string>()];
    const before = new Map(waiting);
    for (let i = 0; i < 40; i++) {
      const [oldest] = waiting.values();
      if (oldest !== undefined && random.u32() % 2 === 0) {
        subject.take(oldest);
        waiting.delete(hex(oldest.tag));
        removed.add(hex(oldest.tag));
      } else {
        const parcel = subject.put(random.bytes(1 + (random.u32() % 4_000)));
        waiting.set(hex(parcel.tag), parcel);
        added.add(hex(parcel.tag));
      }
    }
    if (random.u32() % 2 === 0) database.exec("COMMIT");
    else {
      database.exec("ROLLBACK");
      places.forget();
      waiting.clear();
      for (const [tag, parcel] of before) waiting.set(tag, parcel);
    }
    for (const { list, envelope } of waiting.values()) assert.deepEqual(subject.bodyAt(list), { route: null, envelope });
    const taken = [...waiting.values()].flatMap(({ list }) => decodePlaces(list));
    assert.equal(new Set(taken).size, taken.length);
    assert.equal(subject.filled(), taken.length);
    database.exec("BEGIN");
    const restarted = makePlaces(database, random);
    for (let i = 0; i < 100; i++) assert.ok(!taken.includes(decodePlaces(restarted.keep(null, bytes(9)))[0] ?? -1));
    database.exec("ROLLBACK");
  }
  assert.ok(subject.all() <= 2 * BODY_PLACES_FREE_MIN, "what was undone is free again");
});

test("3.3: once erased, no byte of a body of any size is in the database's files; what waits is", async () => {
  using stack = new DisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "ojak-places-"));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "hub.sqlite");
  const onFailure = (error: unknown): never => {
    throw error;
  };
  const open = () => openSqliteDropsStore(path, { onCommit: () => {}, onFailure });
  const addToken = (hash: Uint8Array, drops: number, expiryDay: number) => {
    using database = openDatabase(path);
    makeSqliteTokenStore(database).add(hash, drops, expiryDay);
  };
  const store = await open();
  const { take, put, parcel } = await opened({ store, addToken, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() });
  const mail = Array.from({ length: 60 }, (_, i) => parcel(ENVELOPE_SIZES_BYTES[i % 3]));
  const [kept, withdrawn, done] = [mail.slice(0, 6), mail.slice(6, 20), mail.slice(20)];
  await Promise.all(mail.map((one) => store.put(put, one, DAY)));
  await Promise.all(withdrawn.map((one) => store.withdraw(put, one.tag, DAY)));
  const tags = done.map((one) => one.tag);
  await store.acknowledge(take, [], tags, DAY);
  await store[Symbol.asyncDispose]();

  const heap = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
  const pieces = ({ envelope, route }: (typeof mail)[number]) =>
    [0, 0.5, 0.9].map((part) => envelope.slice(envelope.length * part).subarray(0, 16)).concat([route.slice(20, 40)]);
  for (const piece of kept.flatMap(pieces)) assert.ok(heap.includes(piece), "the search finds what waits");
  for (const piece of [...withdrawn, ...done].flatMap(pieces)) assert.ok(!heap.includes(piece));

  await using again = await open();
  const found = await Promise.all(ENVELOPE_SIZES_BYTES.map((size) => again.waiting(take, size, [], 100, DAY)));
  const byTag = (parcels: readonly { readonly tag: Uint8Array }[]) =>
    parcels.toSorted((a, b) => hex(a.tag).localeCompare(hex(b.tag)));
  assert.deepEqual(byTag(found.flat()), byTag(kept.map((one) => ({ slot: 7, ...one }))));
});
