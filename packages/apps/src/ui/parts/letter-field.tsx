import { utf8 } from "@ojak/core/bytes/text";
import { LETTER_BASE_TEXT_BYTES, LETTER_TEXT_BYTES_MAX } from "@ojak/core/limits";
import { useUi } from "../context.ts";
import { Field } from "./field.tsx";

/** Bytes of a text as it would be sealed. Lone surrogates, which a keyboard can leave behind, count as three. */
export function textBytes(text: string): number {
  return utf8(text.normalize("NFC").trim().toWellFormed()).length;
}

/** The field for a letter: says in words how much room is left. */
export function LetterField({ label, value, onInput }: { label: string; value: string; onInput(text: string): void }) {
  const { common, format } = useUi();
  const count = textBytes(value);
  const isTooLong = count > LETTER_TEXT_BYTES_MAX;
  const left = format.count((count > LETTER_BASE_TEXT_BYTES ? LETTER_TEXT_BYTES_MAX : LETTER_BASE_TEXT_BYTES) - count);
  const hint = count > LETTER_BASE_TEXT_BYTES ? common.fitsLarge(left) : common.fits(left);
  return (
    <Field
      label={label}
      value={value}
      rows={8}
      hint={isTooLong ? "" : hint}
      error={isTooLong ? common.tooLong(format.count(count - LETTER_TEXT_BYTES_MAX)) : undefined}
      onInput={onInput}
    />
  );
}
