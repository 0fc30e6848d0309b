import type { BurstReport } from "@ojak/client/broker/burst";
import { type Broker, createBroker, openBroker } from "@ojak/client/broker/app";
import type { RecipientSession } from "@ojak/client/broker/recipient";
import type { RequestView } from "@ojak/client/broker/views";
import { createFamily, type Family } from "@ojak/client/family/app";
import type { AskInput } from "@ojak/client/family/contact";
import type { Stage } from "@ojak/client/family/state";
import type { SyncReport } from "@ojak/client/family/sync";
import type { Ports } from "@ojak/client/ports";
import { readAccess } from "@ojak/core/contact/access";

/** What a letter's timeline says, and what came back. */
export interface TieView {
  readonly stage: Stage;
  readonly timeline: readonly string[];
  readonly replies: readonly string[];
}

/** What the demonstration asks of a relative's process: the same app that the browser runs, without its screens. */
export function relativeApi(ports: Ports, passphrase: readonly number[]) {
  let family: Family | undefined;
  const app = () => {
    if (family === undefined) throw new Error("defect: begin first");
    return family;
  };
  return {
    begin: async (accessCode: string): Promise<void> => {
      family = await createFamily(ports, { access: readAccess(accessCode), passphrase, language: "ko" });
    },
    takeIntroduction: (name: string, text: string): Promise<string> => app().takeIntroduction({ name, text }),
    ask: (tieId: string, input: AskInput): Promise<void> => app().ask(tieId, input),
    sync: (): Promise<SyncReport> => app().sync(),
    write: async (tieId: string, text: string): Promise<void> => {
      await app().draft(tieId, text);
      await app().send(tieId);
    },
    tie: async (tieId: string): Promise<TieView> => {
      const tie = app().state.ties.find((one) => one.id === tieId);
      if (tie === undefined) throw new Error("defect: no such tie");
      const timeline = tie.messages.findLast((message) => message.direction === "out")?.events.map((event) => event.stage) ?? [];
      return {
        stage: tie.stage,
        timeline,
        replies: tie.messages.filter((message) => message.direction === "in").map((message) => message.text),
      };
    },
  };
}

/** What it asks of a broker's process, recipient's sitting included. */
export function brokerApi(ports: Ports, passphrase: readonly number[]) {
  let broker: Broker | undefined;
  let session: RecipientSession | undefined;
  const app = () => {
    if (broker === undefined) throw new Error("defect: begin first");
    return broker;
  };
  const sitting = () => {
    if (session === undefined) throw new Error("defect: nobody sits here");
    return session;
  };
  return {
    begin: async (accessCode: string, brokerWords: readonly number[]): Promise<void> => {
      broker = await createBroker(ports, { access: readAccess(accessCode), brokerWords, passphrase, language: "ko" });
    },
    burst: (): Promise<BurstReport> => app().burst(),
    introduce: async (): Promise<string> => (await app().introduce()).text,
    requests: async (): Promise<RequestView[]> => app().requests(),
    accept: (id: string): Promise<void> => app().accept(id),
    enrol: (id: string, answers: readonly [string, string], words: readonly number[]): Promise<void> =>
      app().enrol(id, { answers, words, language: "ko" }),
    queueLength: async (): Promise<number> => app().queue().length,
    open: async (words: readonly number[]): Promise<string[]> => {
      session = await app().recipient(words);
      return session.letters.map((letter) => letter.text);
    },
    seek: async (): Promise<string[]> => {
      await sitting().seek();
      return sitting().letters.map((letter) => letter.text);
    },
    reply: (text: string): Promise<void> => sitting().reply(text),
    finish: (): Promise<void> => sitting().finish(sitting().letters.map((letter) => letter.id)),
    stop: (): Promise<void> => sitting().stop(),
    /** Locks, opens the vault again from its file with the passphrase, and counts what is in it. */
    held: async (): Promise<number> => {
      app().lock();
      broker = await openBroker(ports, passphrase);
      return broker.state.parcels.length + broker.state.requests.length + broker.state.outbox.length;
    },
  };
}
