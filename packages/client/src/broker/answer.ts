import type { RequestAnswer } from "@ojak/core/contact/request";
import { TAG_BYTES } from "@ojak/core/limits";
import type { UpRequest } from "@ojak/core/wire/up";
import type { Ports } from "../ports.ts";
import type { RequestEntry } from "./state.ts";

/** The sealed answer to a request. What seals is loaded for this only: what a phone needs for its next burst stays small. */
export async function answerOf(ports: Ports, realm: string, entry: RequestEntry, answer: RequestAnswer): Promise<UpRequest> {
  const { sealAnswer } = await import("@ojak/core/contact/request");
  const { X25519 } = await import("@ojak/core/keys/hpke");
  const tag = ports.random(TAG_BYTES);
  const envelope = await sealAnswer(entry.requestSecret, { realm, tag }, answer, ports.random(X25519.randomBytes));
  return { op: "put", put: entry.replyPut, tag, route: null, envelope };
}
