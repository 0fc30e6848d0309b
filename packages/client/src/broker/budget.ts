import { OjakError } from "@ojak/core/errors";
import {
  AIR_MS_DEFAULT,
  AIR_MS_MAX,
  AIR_MS_MIN,
  BURST_BYTES_DEFAULT,
  BURST_BYTES_MIN,
  UP_BODY_BYTES_MAX,
} from "@ojak/core/limits";

/** What a burst may cost: so many bytes each way, and so long on the air; then it is cut, whatever is left. */
export interface BurstBudget {
  readonly bytesMax: number;
  readonly airMsMax: number;
}

/** Until the broker sets another one: a voice each way fits, and so does a poor link. */
export const DEFAULT_BUDGET: BurstBudget = { bytesMax: BURST_BYTES_DEFAULT, airMsMax: AIR_MS_DEFAULT };

/** Throws `malformed` for a budget that is too small to carry anything, or larger than any burst. */
export function checkBudget({ bytesMax, airMsMax }: BurstBudget): BurstBudget {
  const isWithin = (figure: number, min: number, max: number) => Number.isSafeInteger(figure) && figure >= min && figure <= max;
  if (!isWithin(bytesMax, BURST_BYTES_MIN, UP_BODY_BYTES_MAX) || !isWithin(airMsMax, AIR_MS_MIN, AIR_MS_MAX))
    throw new OjakError(
      "malformed",
      `a burst may cost ${BURST_BYTES_MIN} to ${UP_BODY_BYTES_MAX} bytes each way, and 5 to 90 seconds`,
    );
  return { bytesMax, airMsMax };
}
