import { test } from "node:test";
import { openingTests, slotTests } from "./drops-store-owner.acceptance.ts";
import { lifeTests, parcelTests } from "./drops-store-parcels.acceptance.ts";
import { freezeTests } from "./drops-store-freeze.acceptance.ts";
import { signalTests } from "./drops-store-signal.acceptance.ts";
import { stopTests } from "./drops-store-stop.acceptance.ts";
import type { Check, StoreUnderTest } from "./drops-store.fixture.ts";

/** Holds an engine to the contract of `DropsStore`; an engine's own test file calls this with a factory. */
export function acceptDropsStore(name: string, make: () => Promise<StoreUnderTest>): void {
  const check: Check = (clause, body) => {
    test(`${name}: ${clause}`, async () => {
      await using subject = await make();
      await body(subject);
    });
  };
  openingTests(check);
  slotTests(check);
  freezeTests(check);
  stopTests(check);
  signalTests(check);
  parcelTests(check);
  lifeTests(check);
}
