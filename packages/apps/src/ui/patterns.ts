import { encodeQR } from "qr";

/** Light fields around a pattern: without them cameras do not find its edge. */
const BORDER_FIELDS = 4;

/**
 * The fields of a square pattern, true for dark ones, with their light border. `medium` bears a thumb or a fold on paper; `low` has larger fields for more text, and
 * is for patterns that come again on a bright screen. Null when the text is too long for one.
 */
export function fieldsOf(text: string, resilience: "low" | "medium"): readonly (readonly boolean[])[] | null {
  try {
    return encodeQR(text, "raw", { ecc: resilience, border: BORDER_FIELDS });
  } catch {
    return null;
  }
}
