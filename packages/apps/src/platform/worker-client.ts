import { OjakError } from "@ojak/core/errors";
import workerUrl from "./worker.ts?worker&url";
import { scriptUrl } from "./script-url.ts";
import type { WorkerAnswer, WorkerTask } from "./worker-messages.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Sends work to the worker and gives its answer. Rejects with `storage` when the worker could not do it. */
export type Work = (task: WorkerTask) => Promise<Bytes | null>;

/** Starts the worker that derives keys and holds the file, from the app's own folder, so that it is there without a network too. */
export function startWorker(): Work {
  const fileName = workerUrl.slice(workerUrl.lastIndexOf("/") + 1);
  const worker = new Worker(scriptUrl(new URL(fileName, document.baseURI).href));
  const waiting = new Map<number, (answer: WorkerAnswer) => void>();
  let lastId = 0;
  worker.addEventListener("message", ({ data }: MessageEvent<WorkerAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", () => {
    for (const [id, give] of waiting) give({ id, ok: false });
    waiting.clear();
  });
  return async (task) => {
    lastId += 1;
    const id = lastId;
    const answer = await new Promise<WorkerAnswer>((give) => {
      waiting.set(id, give);
      worker.postMessage({ ...task, id });
    });
    if (!answer.ok)
      throw new OjakError("storage", "the browser would not store or read: is private browsing on, or the device full?");
    return answer.bytes;
  };
}
