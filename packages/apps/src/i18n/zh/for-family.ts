import { common } from "./common.ts";
import { errors } from "./errors.ts";
import { family } from "./family.ts";

/** Everything that the family's app says in this language: one chunk. */
export const texts = { common, errors, family };
