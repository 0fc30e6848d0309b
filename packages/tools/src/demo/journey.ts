import type { BurstReport } from "@ojak/client/broker/burst";
import { loadWordList, wordAt } from "@ojak/core/words/words";
import type { Party, Roles } from "./party.ts";

/** One thing that happened, as it is printed. */
export interface Step {
  readonly step: string;
  readonly ok: boolean;
  readonly ms: number;
  readonly [detail: string]: unknown;
}

/** Who takes part, and what they need. */
export interface Cast {
  readonly relative: Party<Roles["relative"]>;
  readonly broker: Party<Roles["broker"]>;
  readonly secondBroker: Party<Roles["broker"]>;
  /** An access code each. */
  readonly accessCodes: { readonly relative: string; readonly broker: string; readonly secondBroker: string };
  readonly brokerWords: readonly number[];
  readonly secondBrokerWords: readonly number[];
  readonly recipientWords: readonly number[];
  /** Passes time for everybody: the hub's demo clock and each process. */
  passDays(days: number): Promise<void>;
}

/** What is said in the demonstration; all of it invented. */
export interface Script {
  readonly letter: string;
  readonly reply: string;
  readonly secondLetter: string;
  readonly tieName: string;
  readonly where: string;
  readonly routing: string;
  readonly questions: readonly [string, string];
  readonly answers: readonly [string, string];
}

type Details = Readonly<Record<string, unknown>> & { readonly ok?: boolean };

/** Plays the whole journey; `onStep` gets each step as it is done. Returns whether all went well. */
export async function playJourney(cast: Cast, script: Script, onStep: (step: Step) => void): Promise<boolean> {
  const startMs = performance.now();
  let allOk = true;
  const step = async (name: string, act: () => Promise<Details>): Promise<void> => {
    const beganMs = performance.now();
    const { ok = true, ...details } = await act();
    allOk &&= ok;
    onStep({ step: name, ok, ms: Math.round(performance.now() - beganMs), ...details });
  };
  const tieId = await firstContact(cast, script, step);
  await letterAndReply(cast, script, tieId, step);
  await secondPhone(cast, script, tieId, step);
  await stop(cast, script, tieId, step);
  onStep({ step: "done", ok: allOk, ms: Math.round(performance.now() - startMs) });
  return allOk;
}

type StepRunner = (name: string, act: () => Promise<Details>) => Promise<void>;

async function firstContact(
  { relative, broker, accessCodes, brokerWords, recipientWords }: Cast,
  script: Script,
  step: StepRunner,
): Promise<string> {
  let tieId = "";
  let requestId = "";
  await step("begun", async () => {
    await Promise.all([relative.api.begin(accessCodes.relative), broker.api.begin(accessCodes.broker, brokerWords)]);
    return bytesOf(await broker.api.burst());
  });
  await step("introduced", async () => {
    const introduction = await broker.api.introduce();
    tieId = await relative.api.takeIntroduction(script.tieName, introduction);
    return { characters: introduction.length };
  });
  await step("asked", async () => {
    const { where, routing, questions, answers } = script;
    await relative.api.ask(tieId, { where, routing, questions, answers, language: "ko" });
    await relative.api.sync();
    return bytesOf(await broker.api.burst());
  });
  await step("accepted", async () => {
    const request = (await broker.api.requests())[0];
    requestId = request?.id ?? "";
    await broker.api.accept(requestId);
    await broker.api.burst();
    await relative.api.sync();
    await broker.api.burst();
    const ready = (await broker.api.requests())[0];
    return { ok: request?.routing === null && ready?.status === "ready" };
  });
  await step("enrolled", async () => {
    await broker.api.enrol(requestId, script.answers, recipientWords);
    await broker.api.burst();
    await relative.api.sync();
    return { ok: (await relative.api.tie(tieId)).stage === "enrolled", words: await wordsAsText(recipientWords) };
  });
  return tieId;
}

async function letterAndReply(
  { relative, broker, recipientWords }: Cast,
  script: Script,
  tieId: string,
  step: StepRunner,
): Promise<void> {
  await step("letter-sealed", async () => {
    await relative.api.write(tieId, script.letter);
    await relative.api.sync();
    return { timeline: (await relative.api.tie(tieId)).timeline };
  });
  await step("burst", async () => bytesOf(await broker.api.burst()));
  await step("letter-opened", async () => {
    const [text] = await broker.api.open(recipientWords);
    return { ok: text === script.letter.normalize("NFC").trim(), text: text ?? null };
  });
  await step("reply-sealed", async () => {
    await broker.api.reply(script.reply);
    await broker.api.finish();
    return bytesOf(await broker.api.burst());
  });
  await step("reply-opened", async () => {
    await relative.api.sync();
    const { replies, timeline, stage } = await relative.api.tie(tieId);
    return { ok: replies[0] === script.reply && stage === "holds", text: replies[0] ?? null, timeline };
  });
  await step("erased", async () => {
    await broker.api.burst();
    const left = await broker.api.held();
    const again = await broker.api.open(recipientWords);
    // A blank return card goes on waiting; nothing of the letter does.
    return {
      ok: left <= 1 && again.length === 0 && (await broker.api.queueLength()) === 0,
      parcelsLeft: left,
      lettersLeft: again.length,
    };
  });
}

async function secondPhone(cast: Cast, script: Script, tieId: string, step: StepRunner): Promise<void> {
  const { relative, secondBroker, accessCodes, secondBrokerWords, recipientWords } = cast;
  await step("second-phone", async () => {
    await secondBroker.api.begin(accessCodes.secondBroker, secondBrokerWords);
    await secondBroker.api.burst();
    await relative.api.write(tieId, script.secondLetter);
    await relative.api.sync();
    await cast.passDays(1);
    await relative.api.sync();
    const before = await secondBroker.api.open(recipientWords);
    const [text] = await secondBroker.api.seek();
    await secondBroker.api.finish();
    await secondBroker.api.burst();
    await relative.api.sync();
    const { timeline } = await relative.api.tie(tieId);
    return {
      ok: before.length === 0 && text === script.secondLetter && timeline.includes("opened"),
      text: text ?? null,
      timeline,
    };
  });
}

async function stop({ relative, broker, recipientWords }: Cast, script: Script, tieId: string, step: StepRunner): Promise<void> {
  await step("stopped", async () => {
    await broker.api.burst();
    await broker.api.open(recipientWords);
    await broker.api.stop();
    await broker.api.burst();
    await relative.api.sync();
    const { stage } = await relative.api.tie(tieId);
    const refused = await relative.api.write(tieId, script.letter).then(
      () => false,
      () => true,
    );
    return { ok: stage === "stopped" && refused };
  });
}

async function wordsAsText(indices: readonly number[]): Promise<string> {
  const list = await loadWordList("ko");
  return indices.map((index) => wordAt(list, index)).join(" ");
}

function bytesOf({ upBytes, downBytes, airMs }: BurstReport): Details {
  return { upBytes, downBytes, airMs };
}
