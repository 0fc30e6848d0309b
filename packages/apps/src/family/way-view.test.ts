import assert from "node:assert/strict";
import { test } from "node:test";
import type { Tie } from "@ojak/client/family/state";
import { ways } from "../i18n/en/ways.ts";
import { texts } from "../i18n/en/for-family.ts";
import { formatOf } from "../ui/format.ts";
import { canAddWay, isUnchecked, stoppedBefore, wayNote, wayStatus } from "./way-view.ts";

const route = { frozenDay: null, isStopped: false, signDay: 100, darkSince: null, backDay: null };
const tie = (broker: object, more: object = {}): Tie =>
  ({
    id: "a",
    stage: "holds",
    keys: {},
    spare: null,
    closedWays: [],
    broker: { ...route, ...broker },
    ...more,
  }) as unknown as Tie;
const format = formatOf("en");

test("a way is open, dark since a day, back since a day, or closed on a day; closed comes first", () => {
  assert.deepEqual(wayStatus(tie({})), { kind: "open" });
  assert.deepEqual(wayStatus(tie({ darkSince: 100 })), { kind: "dark", day: 100 });
  assert.deepEqual(wayStatus(tie({ darkSince: 100, backDay: 130 })), { kind: "back", day: 130 });
  assert.deepEqual(wayStatus(tie({ backDay: 130, frozenDay: 131 })), { kind: "closed", day: 131 });
  assert.deepEqual(wayStatus(tie({ isStopped: true, frozenDay: 131 })), { kind: "stopped", day: 131 });
});

test("the list of people says it in one line, and nothing of a tie that is over", () => {
  assert.equal(wayNote(tie({}), texts.family, format), null);
  assert.equal(wayNote(tie({ darkSince: 100 }), texts.family, format), ways.dark(format.day(100)));
  assert.equal(wayNote(tie({ darkSince: 100 }, { stage: "ended" }), texts.family, format), null);
});

test("that the desk stopped the broker before this one is said with its day, and not of a way that she closed", () => {
  const after = (isStopped: boolean) => tie({}, { closedWays: [{ id: "b", day: 9, isStopped }] });
  assert.deepEqual([stoppedBefore(tie({})), stoppedBefore(after(false)), stoppedBefore(after(true))], [null, null, 9]);
  assert.equal(wayNote(tie({ isStopped: true, frozenDay: 9 }), texts.family, format), ways.stopped(format.day(9)));
});

test("another broker can be added once the words exist, while none is asked or ready", () => {
  assert.ok(canAddWay(tie({})));
  assert.ok(canAddWay(tie({ frozenDay: 9 }, { spare: { stage: "refused", broker: route } })));
  assert.ok(!canAddWay(tie({}, { spare: { stage: "ready", broker: route } })));
  assert.ok(!canAddWay(tie({}, { keys: null })));
});

test("her word is asked for while either broker is back and not checked, not for a closed way", () => {
  assert.ok(isUnchecked(tie({ backDay: 3 })));
  assert.ok(isUnchecked(tie({}, { spare: { stage: "ready", broker: { ...route, backDay: 3 } } })));
  assert.ok(!isUnchecked(tie({ backDay: 3, frozenDay: 4 })));
});
