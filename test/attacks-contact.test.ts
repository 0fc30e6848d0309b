import assert from "node:assert/strict";
import { test } from "node:test";
import { exchange } from "@ojak/client/hub/exchange";
import { concat } from "@ojak/core/bytes/bytes";
import { ENROLMENT_RANDOM_BYTES, sealEnrolment } from "@ojak/core/contact/enrolment";
import { derive, mac } from "@ojak/core/keys/derive";
import type { UpRequest } from "@ojak/core/wire/up";
import { introductionKeys } from "@ojak/core/contact/introduction";
import { CODE } from "@ojak/core/wire/codes";
import { meet, tieIn, Village, comeToMeeting } from "./support/people.ts";

test("an introduction works once: who comes second is refused, and who finds it taken is told", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const [first, second] = [await village.family("first"), await village.family("second")];
  await broker.burst();
  const { text } = await broker.introduce();
  await first.takeIntroduction({ name: "하나", text });
  await assert.rejects(second.takeIntroduction({ name: "둘", text }), { name: "used" });
  assert.deepEqual(second.state.ties, []);
});

test("an introduction's own capability is worth nothing once it was taken up", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family);
  const { introPut } = introductionKeys(tieIn(family, tieId).broker.introSecret);
  const put = {
    op: "put",
    put: introPut,
    tag: village.ports("x").random(16),
    route: null,
    envelope: new Uint8Array(177).fill(1),
  } as const;
  const result = await exchange(village.ports("x").transportTo(village.access().hubOrigin), village.clock, [put], []);
  assert.deepEqual(result.codes, [CODE.unknown]);
});

test("an altered phone that names an attempt that is not asked for neither counts nor stops the sync", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const { tieId } = await comeToMeeting(broker, family);
  const entry = broker.state.requests[0];
  assert.ok(entry?.meeting);
  const ports = village.ports("x");
  const enrolmentOf = async (attempt: number, wrong: string): Promise<UpRequest> => {
    const tag = ports.random(16);
    const where = { realm: broker.state.realm, tag, attempt };
    const { requestSecret, meeting } = entry;
    assert.ok(meeting !== null);
    const keys = { recipientKey: ports.random(32), tieSecret: ports.random(32), language: "ko" } as const;
    const envelope = await sealEnrolment(
      where,
      { ...meeting, requestSecret },
      [wrong, wrong],
      keys,
      ports.random(ENROLMENT_RANDOM_BYTES),
    );
    return { op: "put", put: entry.replyPut, tag, route: null, envelope };
  };
  const guesses = [await enrolmentOf(1, "가나"), await enrolmentOf(2, "다라"), await enrolmentOf(0, "마바")];
  await exchange(ports.transportTo(family.state.hubOrigin), village.clock, guesses, []);
  await family.sync();
  assert.equal(tieIn(family, tieId).attemptsUsed, 1, "only the attempt that was asked for");
  assert.equal(tieIn(family, tieId).stage, "wrong-answers");
});

test("an enrolment with a right mac and a nonsense attempt is put aside", async () => {
  await using village = await new Village().start();
  const broker = await village.broker("broker");
  const family = await village.family("family");
  const tieId = await meet(broker, family, ["모름", "모름둘"]);
  const contact = tieIn(family, tieId).contact;
  assert.ok(contact !== null);
  const ports = village.ports("x");
  const tag = ports.random(16);
  const head = concat(Uint8Array.of(1, 9), new Uint8Array(2161 - 2 - 16));
  const envelope = concat(head, mac(derive(contact.requestSecret, "enrol mac", 32), 16, tag, head));
  const put = { op: "put", put: contact.replyPut, tag, route: null, envelope } as const;
  assert.deepEqual((await exchange(ports.transportTo(family.state.hubOrigin), village.clock, [put], [])).codes, [CODE.ok]);
  await family.sync();
  assert.equal(tieIn(family, tieId).attemptsUsed, 1);
});
