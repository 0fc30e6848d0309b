import { utf8 } from "@ojak/core/bytes/text";
import { LETTER_BASE_TEXT_BYTES, LETTER_TEXT_BYTES_MAX } from "@ojak/core/limits";
import type { WordLanguage } from "@ojak/core/words/words";
import { useUi } from "../context.ts";
import { Field } from "./field.tsx";

/** Bytes of a text as it would be sealed. Lone surrogates, which a keyboard can leave behind, count as three. */
export function textBytes(text: string): number {
  return utf8(text.normalize("NFC").trim().toWellFormed()).length;
}

/** Bytes of a letter of the script that most is written in: Hangul and Han take three each. */
const BYTES_PER_CHARACTER: Readonly<Record<WordLanguage, number>> = { ko: 3, zh: 3, en: 1 };

/** The field for a letter: says in words how much room is left. */
export function LetterField({ label, value, onInput }: { label: string; value: string; onInput(text: string): void }) {
  const { common, format, language } = useUi();
  const each = BYTES_PER_CHARACTER[language];
  const count = textBytes(value);
  const isTooLong = count > LETTER_TEXT_BYTES_MAX;
  const room = (count > LETTER_BASE_TEXT_BYTES ? LETTER_TEXT_BYTES_MAX : LETTER_BASE_TEXT_BYTES) - count;
  const left = format.count(Math.floor(room / each));
  const hint = count > LETTER_BASE_TEXT_BYTES ? common.fitsLarge(left) : common.fits(left);
  return (
    <Field
      label={label}
      value={value}
      rows={8}
      hint={isTooLong ? "" : hint}
      error={isTooLong ? common.tooLong(format.count(Math.ceil((count - LETTER_TEXT_BYTES_MAX) / each))) : undefined}
      onInput={onInput}
    />
  );
}
