import type { MessagePort } from "node:worker_threads";
import type { DatabaseSync } from "node:sqlite";
import { isOjakError } from "@ojak/core/errors";
import { checkpoint } from "./database.ts";
import type { Call, Failure, FromThread, Mutations, ToThread } from "./thread-messages.ts";
import { GroupWriter } from "./writer.ts";

/**
 * The writer's side of the thread: groups what comes into commits, and answers after each. `make` is given a function to call when it
 * erases something that the write-ahead log may still hold. `onRollback` is called when what mutations did was undone.
 */
export function serveWriter(
  port: MessagePort,
  database: DatabaseSync,
  make: (erased: () => void) => Mutations,
  onRollback: () => void,
): void {
  let replies = noReplies();

  const say = (message: FromThread): void => port.postMessage(message);
  const flush = (): void => {
    if (replies.ids.length + replies.failures.length === 0) return;
    say(replies);
    replies = noReplies();
  };
  const writer = new GroupWriter(database, { onCommit: (mutations) => replies.commits.push(mutations), onRollback });
  const mutations = make(() => {
    replies.erased = true;
  });

  const call = ([id, name, ...args]: Call): void => {
    writer.add(
      () => mutations[name]?.(...(args as never[])),
      (outcome) => {
        // All that one commit settles goes in one message.
        if (replies.ids.length + replies.failures.length === 0) setImmediate(flush);
        if (outcome.ok) {
          replies.ids.push(id);
          replies.values.push(outcome.value);
        } else {
          replies.failures.push(failureOf(id, outcome.error));
        }
      },
    );
  };

  port.on("message", (message: ToThread) => {
    if ("calls" in message) {
      for (const one of message.calls) call(one);
      return;
    }
    if ("endLog" in message) {
      checkpoint(database, message.endLog);
      return;
    }
    writer.close();
    setImmediate(() => {
      flush();
      database.close();
      port.close();
    });
  });
  say({ ready: true });
}

function noReplies() {
  return { ids: [] as number[], values: [] as unknown[], failures: [] as Failure[], commits: [] as number[], erased: false };
}

function failureOf(id: number, error: unknown): Failure {
  return {
    id,
    name: isOjakError(error) ? error.name : "defect",
    message: error instanceof Error ? error.message : String(error),
  };
}
