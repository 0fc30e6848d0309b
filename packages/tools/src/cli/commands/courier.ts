import { WORD_LANGUAGES, type WordLanguage } from "@ojak/core/words/words";
import { readPassphrase } from "../../courier/passphrase.ts";
import { beginCourier, exportBundle, importBundle, listOut, enterReceipt, takeBack } from "../../courier/steps.ts";
import { defineCommand, integerOption, UsageError } from "../command.ts";

const WAIT_SECONDS_MAX = 600;
const WAYS = "the passphrase's four words come from $OJAK_PASSPHRASE, else from standard input";

/** What passes between a broker's phone and a courier's, which has no radio, by files: on both phones, from their vaults. */
export const courier = defineCommand({
  name: "courier",
  summary: `parcels the last mile, and answers back, by file between two phones; ${WAYS}`,
  positionals: [
    {
      name: "step",
      help:
        "begin a courier's vault; import: show an offer, wait for the bundle that is made for it, take it in and show its receipt; export a bundle for the other " +
        "phone's offer; receipt: enter what the other phone showed, and erase what it has; out: what is under way; take-back what a lost courier had",
      required: true,
      choices: ["begin", "import", "export", "receipt", "out", "take-back"],
    },
  ],
  options: {
    vault: { type: "string", value: "FILE", help: "the vault of this phone, a broker's or a courier's" },
    offer: { type: "string", value: "CODE", help: "export: the offer that the other phone shows" },
    file: { type: "string", value: "FILE", help: "export: where the bundle goes; import: where it will come" },
    wait: { type: "string", value: "SECONDS", default: "600", help: "import: how long to wait for it" },
    unfound: { type: "boolean", help: "export from a courier's vault: give up what is undelivered, the hub brings it again" },
    code: { type: "string", value: "CODE", help: "receipt: what the other phone showed" },
    id: { type: "string", value: "ID", help: "take-back: which bundle, as `out` names it" },
    language: { type: "string", value: "LANGUAGE", default: "en", help: "of the word list: ko, zh or en" },
    json: { type: "boolean", help: "print one JSON object a line" },
  },
  run: async ({ vault, offer, file, wait, unfound, code, id, language, json }, [step], io) => {
    const needed = (name: string, value: string | undefined): string => {
      if (value === undefined) throw new UsageError(`--${name} is needed`);
      return value;
    };
    const list = languageOf(language);
    const path = needed("vault", vault);
    const say = (said: object) => {
      if (json) io.out(JSON.stringify(said));
      else for (const [name, value] of Object.entries(said)) io.out(`${name}: ${String(value)}`);
    };
    // Options are checked before the passphrase is asked for.
    const runs = {
      begin: () => (phone) => beginCourier(phone, list),
      import: () => {
        const options = { path: needed("file", file), waitMs: 1_000 * integerOption("wait", wait, 0, WAIT_SECONDS_MAX) };
        return (phone) => importBundle(phone, { ...options, signal: io.signal, say });
      },
      export: () => {
        const options = { path: needed("file", file), offer: needed("offer", offer), unfound };
        return (phone) => exportBundle(phone, options);
      },
      receipt: () => {
        const typed = needed("code", code);
        return (phone) => enterReceipt(phone, typed);
      },
      out: () => listOut,
      "take-back": () => {
        const errand = needed("id", id);
        return (phone) => takeBack(phone, errand);
      },
    } satisfies Record<string, () => Step>;
    const run = runs[step as keyof typeof runs]();
    for (const said of await run({ vault: path, passphrase: await readPassphrase(list, io.env) })) say(said);
    return 0;
  },
});

type Step = (phone: { readonly vault: string; readonly passphrase: readonly number[] }) => Promise<readonly object[]>;

function languageOf(text: string): WordLanguage {
  const language = WORD_LANGUAGES.find((one) => one === text);
  if (language === undefined) throw new UsageError(`--language is one of: ${WORD_LANGUAGES.join(", ")}`);
  return language;
}
