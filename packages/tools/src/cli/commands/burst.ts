import { readFileSync } from "node:fs";
import { createBroker, openBroker, type Broker } from "@ojak/client/broker/app";
import { readAccess } from "@ojak/core/contact/access";
import { OjakError } from "@ojak/core/errors";
import { PASSPHRASE_WORDS, TIE_WORDS } from "@ojak/core/limits";
import { loadWordList, parseWords, WORD_LANGUAGES, type WordLanguage } from "@ojak/core/words/words";
import { nodePorts } from "../../platform/ports.ts";
import { defineCommand, UsageError, type Io } from "../command.ts";

const WAYS = "the passphrase's four words come from $OJAK_PASSPHRASE, else from standard input";

/** A broker's burst without the app: opens a vault file, is on the air once, and closes it. */
export const burst = defineCommand({
  name: "burst",
  summary: `one burst of a broker, from a vault file; ${WAYS}`,
  options: {
    vault: { type: "string", value: "FILE", help: "the broker's vault; made when --access is given and there is none" },
    access: { type: "string", value: "CODE", help: "an access code, to begin a new vault" },
    words: { type: "string", value: "WORDS", help: "with --access: the broker's own six words (else $OJAK_BROKER_WORDS)" },
    language: { type: "string", value: "LANGUAGE", default: "en", help: "of the word list: ko, zh or en" },
    introduce: { type: "boolean", help: "after the burst, make a one-time introduction and print it" },
    json: { type: "boolean", help: "print one JSON object" },
  },
  run: async ({ vault, access, words, language, introduce, json }, _positionals, io) => {
    if (vault === undefined) throw new UsageError("--vault is needed");
    const list = await loadWordList(languageOf(language));
    const passphrase = parseWords(list, io.env["OJAK_PASSPHRASE"] ?? readFileSync(0, "utf8"), PASSPHRASE_WORDS);
    const ports = nodePorts(vault, { nowMs: () => Date.now() });
    const isThere = (await ports.file.read()) !== null;
    if (access !== undefined && isThere)
      throw new OjakError("storage", "that vault file exists: leave --access out, or name another");
    if (access === undefined && !isThere) throw new OjakError("storage", "there is no vault file: give --access to begin one");
    const brokerWords = () => parseWords(list, words ?? io.env["OJAK_BROKER_WORDS"] ?? "", TIE_WORDS);
    const broker =
      access === undefined
        ? await openBroker(ports, passphrase)
        : await createBroker(ports, {
            access: readAccess(access),
            brokerWords: brokerWords(),
            passphrase,
            language: languageOf(language),
          });
    await runBurst(broker, introduce, json, io);
    return 0;
  },
});

async function runBurst(broker: Broker, introduce: boolean, json: boolean, io: Io): Promise<void> {
  const { upBytes, downBytes, airMs, sent, arrived, complete } = await broker.burst();
  const waiting = broker.queue().length;
  const introduction = introduce ? await broker.introduce() : null;
  if (json) {
    io.out(
      JSON.stringify({
        upBytes,
        downBytes,
        airMs,
        sent,
        arrived,
        complete,
        waiting,
        ...(introduction === null ? {} : { introduction }),
      }),
    );
    return;
  }
  io.out(`on the air for ${(airMs / 1000).toFixed(1)} s: ${upBytes} bytes up, ${downBytes} bytes down`);
  io.out(
    `${sent} sent, ${arrived} arrived, ${waiting} letters wait for handover${complete ? "" : "; cut before the end: burst again"}`,
  );
  if (introduction !== null) io.out(`introduction, for one relative:\n${introduction.text}`);
}

function languageOf(text: string): WordLanguage {
  const language = WORD_LANGUAGES.find((one) => one === text);
  if (language === undefined) throw new UsageError(`--language is one of: ${WORD_LANGUAGES.join(", ")}`);
  return language;
}
