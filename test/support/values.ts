import assert from "node:assert/strict";
import type { Broker } from "@ojak/client/broker/app";
import { encodeStored } from "@ojak/core/bytes/stored";
import { hex } from "@ojak/core/bytes/text";

/** Every text and byte string of 4 bytes or more that a phone keeps, as comparable values. */
export function valuesOf(broker: Broker): Set<string> {
  const values = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string" && value.length >= 4 && !/^[a-z-]+$/u.test(value)) values.add(value);
    else if (value instanceof Uint8Array && value.length >= 4) values.add(hex(value));
    else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) Object.values(value).forEach(visit);
  };
  visit(broker.state);
  assert.ok(encodeStored(1, broker.state).length > 0);
  return values;
}
