import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { innerOf } from "./inflated.ts";

/** Something that must not be found: a text, or bytes such as a key or an id, with a name to tell it by. */
export interface Canary {
  readonly name: string;
  readonly secret: string | Uint8Array;
}

/** The forms in which a secret could lie in a file: as it is (a text in UTF-8 and UTF-16), and as hex and base64 at each of three alignments. */
export function formsOf(secret: string | Uint8Array): Map<string, Buffer> {
  const raw = Buffer.from(secret as string);
  const forms = new Map<string, Buffer>([
    ["as it is", raw],
    ["hex", Buffer.from(raw.toString("hex"))],
    ["HEX", Buffer.from(raw.toString("hex").toUpperCase())],
  ]);
  for (const shift of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(shift), raw]).toString("base64");
    // Only the characters that this secret alone decides.
    const middle = base64.slice(shift === 0 ? 0 : 4, base64.length - 4);
    if (middle.length >= 6) {
      forms.set(`base64 +${shift}`, Buffer.from(middle));
      forms.set(`base64url +${shift}`, Buffer.from(middle.replaceAll("+", "-").replaceAll("/", "_")));
    }
  }
  if (typeof secret !== "string") return forms;
  const utf16 = Buffer.from(secret, "utf16le");
  forms.set("decomposed", Buffer.from(secret.normalize("NFD"), "utf8"));
  forms.set("utf-16le", utf16);
  forms.set("utf-16be", Buffer.from(utf16).swap16());
  forms.set("base64 of utf-16le", Buffer.from(utf16.toString("base64").slice(0, -4)));
  forms.set("percent", Buffer.from(encodeURIComponent(secret)));
  const escaped = JSON.stringify(secret).slice(1, -1);
  const escape = (c: string) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  forms.set("json escapes", Buffer.from(escaped.replaceAll(/[^\x20-\x7e]/gu, escape)));
  return forms;
}

/** Where any form of any canary stands in the files of a folder: empty is what is hoped for. */
export function findCanaries(folder: string, canaries: readonly string[]): string[] {
  return search(
    folder,
    canaries.map((secret) => ({ name: secret, secret })),
    false,
  ).found;
}

/** The same, also inside of whatever in the files can be inflated. `looked` tells how much was searched. */
export function searchDeep(folder: string, canaries: readonly Canary[]) {
  return search(folder, canaries, true);
}

function search(folder: string, canaries: readonly Canary[], isDeep: boolean) {
  const needles = canaries.flatMap(({ name, secret }) => [...formsOf(secret)].map(([form, needle]) => ({ name, form, needle })));
  const looked = { files: 0, bytes: 0, inner: 0, innerBytes: 0 };
  const found: string[] = [];
  const look = (place: string, bytes: Buffer) => {
    for (const { name, form, needle } of needles) if (bytes.includes(needle)) found.push(`${place}: ${name}, ${form}`);
  };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const place = relative(folder, path);
    looked.files += 1;
    looked.bytes += bytes.length;
    // A name can tell as well as what is in it.
    look(`the name of ${place}`, Buffer.from(place));
    look(place, bytes);
    for (const inner of isDeep ? innerOf(place, bytes) : []) {
      looked.inner += 1;
      looked.innerBytes += inner.bytes.length;
      look(inner.from, inner.bytes);
    }
  }
  return { found, looked };
}
