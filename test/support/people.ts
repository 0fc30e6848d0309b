import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Broker, createBroker } from "@ojak/client/broker/app";
import { createFamily, type Family } from "@ojak/client/family/app";
import type { Clock, Ports } from "@ojak/client/ports";
import type { Bytes } from "@ojak/core/bytes/bytes";
import type { Access } from "@ojak/core/contact/access";
import { OjakError } from "@ojak/core/errors";
import { startHub, type Hub } from "@ojak/hub/start";
import { mintToken } from "@ojak/hub/tokens/mint";
import { nodePorts } from "@ojak/tools/platform/ports";

/** A clock that tests turn; it starts at a Thursday, so that weeks change where expected. */
function turnableClock(startMs = Date.UTC(2026, 10, 19, 9)): Clock & { turn(days: number): void } {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    turn: (days) => {
      nowMs += days * 86_400_000;
    },
  };
}

export const HALF_DAY = 0.55;
const REALM = "test.ojak";
export const PASSPHRASE = [7, 77, 777, 1_777];

/** A hub in a folder of its own, with everybody who uses it. */
export class Village implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), "ojak-village-"));
  readonly clock: ReturnType<typeof turnableClock>;
  readonly lines: string[] = [];
  #hub: Hub | undefined;

  /** `startMs`: what the clock says at first, where a program with the machine's own clock takes part. */
  constructor(startMs?: number) {
    this.clock = turnableClock(startMs);
  }

  async start(): Promise<this> {
    const config = { folder: join(this.folder, "hub"), host: "127.0.0.1", port: 0, adminPort: 0, realm: REALM };
    this.#hub = await startHub(config, { clock: this.clock, write: (line) => this.lines.push(line) });
    return this;
  }

  get hub(): Hub {
    if (this.#hub === undefined) throw new Error("the hub is not started");
    return this.#hub;
  }

  /** `stopId`: of the desk that gives it. */
  access(drops = 16, stopId?: Bytes): Access {
    const { token } = mintToken(join(this.folder, "hub"), { drops, clock: this.clock });
    const hubOrigin = this.hub.url.replace(/\/$/u, "");
    return { token, hubOrigin, realm: REALM, ...(stopId === undefined ? {} : { stopId }) };
  }

  /** True: nobody reaches the hub. */
  isOffline = false;

  ports(name: string): Ports {
    const ports = nodePorts(join(this.folder, `${name}.bin`), this.clock);
    const transportTo: Ports["transportTo"] = (hubOrigin, options) => {
      const { post } = ports.transportTo(hubOrigin, options);
      const none = () => Promise.reject(new OjakError("unreachable", "there is no network"));
      return { post: (...request) => (this.isOffline ? none() : post(...request)) };
    };
    return { ...ports, transportTo };
  }

  broker(name: string, brokerWords: readonly number[] = [1, 2, 3, 4, 5, name.length], stopId?: Bytes): Promise<Broker> {
    return createBroker(this.ports(name), {
      access: this.access(16, stopId),
      brokerWords,
      passphrase: PASSPHRASE,
      language: "ko",
    });
  }

  family(name: string): Promise<Family> {
    return createFamily(this.ports(name), { access: this.access(), passphrase: PASSPHRASE, language: "ko" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hub?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const WORDS = [11, 222, 333, 444, 1_555, 2_047];
const QUESTIONS = ["우리가 겨울마다 같이 만들던 음식은?", "뒷마당 나무 밑에 묻은 것은?"] as const;
export const ANSWERS = ["감자떡", "파란 구슬"] as const;
export const ASK = {
  where: "읍내 장마당 근처, 저녁",
  routing: "국수 가게 뒤 파란 대문, 두 번 두드리기",
  questions: QUESTIONS,
  answers: ANSWERS,
  language: "ko",
} as const;

/** First contact up to the meeting: the broker has routing lines and questions, and nobody has words yet. */
export async function comeToMeeting(
  broker: Broker,
  family: Family,
): Promise<{ readonly tieId: string; readonly requestId: string }> {
  await broker.burst();
  const { text } = await broker.introduce();
  const tieId = await family.takeIntroduction({ name: "엄마", text });
  await family.ask(tieId, ASK);
  await family.sync();
  await broker.burst();
  const asked = broker.requests().find((one) => one.status === "new");
  if (asked === undefined) throw new Error("no request came");
  await broker.accept(asked.id);
  await broker.burst();
  await family.sync();
  await broker.burst();
  return { tieId, requestId: asked.id };
}

/** First contact up to the sealed answers; returns the tie. */
export async function meet(
  broker: Broker,
  family: Family,
  answers: readonly [string, string] = ANSWERS,
  words = WORDS,
): Promise<string> {
  const { tieId, requestId } = await comeToMeeting(broker, family);
  await broker.enrol(requestId, { answers, words, language: "ko" });
  await broker.burst();
  await family.sync();
  return tieId;
}

/** A letter from the family's app to the broker's phone. */
export async function send(family: Family, broker: Broker, tieId: string, text: string): Promise<string> {
  await family.draft(tieId, text);
  const id = await family.send(tieId);
  await family.sync();
  await broker.burst();
  return id;
}

/** The tie as the family's app holds it. */
export function tieIn(family: Family, tieId: string) {
  const tie = family.state.ties.find((one) => one.id === tieId);
  if (tie === undefined) throw new Error("no such tie");
  return tie;
}
