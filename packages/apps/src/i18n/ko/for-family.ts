import { common } from "./common.ts";
import { errors } from "./errors.ts";
import { family } from "./family.ts";

export const texts = { common, errors, family };
