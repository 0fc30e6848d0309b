import type { Access } from "@ojak/core/contact/access";
import { OjakError } from "@ojak/core/errors";
import type { FamilyState } from "./state.ts";

/** Takes a new access code for the same hub; what waited for one goes with the next sync. Throws `wrong-realm` for another hub's. */
export function renewAccess(state: FamilyState, access: Access): void {
  if (access.realm !== state.realm || access.hubOrigin !== state.hubOrigin)
    throw new OjakError("wrong-realm", "this access code belongs to another hub");
  state.token = access.token;
  state.needsAccess = false;
  state.outbox = state.outbox.map((item) =>
    item.request.op === "open" ? { ...item, request: { ...item.request, token: access.token }, notBeforeMs: 0 } : item,
  );
}
