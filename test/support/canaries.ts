import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The forms in which a text could lie in a file: UTF-8, UTF-16 in both orders, and hex and base64 (at each of three alignments) of UTF-8. */
function formsOf(text: string): Map<string, Buffer> {
  const utf8 = Buffer.from(text, "utf8");
  const utf16 = Buffer.from(text, "utf16le");
  const forms = new Map<string, Buffer>([
    ["utf-8", utf8],
    ["utf-8 decomposed", Buffer.from(text.normalize("NFD"), "utf8")],
    ["utf-16le", utf16],
    ["utf-16be", Buffer.from(utf16).swap16()],
    ["hex", Buffer.from(utf8.toString("hex"))],
    ["HEX", Buffer.from(utf8.toString("hex").toUpperCase())],
    [
      "json escapes",
      Buffer.from(
        JSON.stringify(text)
          .slice(1, -1)
          .replaceAll(/[^\x20-\x7e]/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
      ),
    ],
  ]);
  for (const shift of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(shift), utf8]).toString("base64");
    // Only the characters that this text alone decides.
    const middle = base64.slice(shift === 0 ? 0 : 4, base64.length - 4);
    if (middle.length >= 6) {
      forms.set(`base64 +${shift}`, Buffer.from(middle));
      forms.set(`base64url +${shift}`, Buffer.from(middle.replaceAll("+", "-").replaceAll("/", "_")));
    }
  }
  return forms;
}

/** Where any form of any canary stands in the files of a folder: empty is what is hoped for. */
export function findCanaries(folder: string, canaries: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap((entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    return canaries.flatMap((canary) =>
      [...formsOf(canary)].flatMap(([form, needle]) => (bytes.includes(needle) ? [`${entry.name}: ${canary} as ${form}`] : [])),
    );
  });
}
