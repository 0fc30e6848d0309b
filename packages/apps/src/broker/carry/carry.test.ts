import assert from "node:assert/strict";
import { test } from "node:test";
import { OFFER_LIFE_MS } from "@ojak/core/limits";
import { decodeQR } from "qr/decode.js";
import { brokerPhone, courierPhone } from "../../../test/fake-phones.ts";
import { fieldsOf } from "../../ui/patterns.ts";
import type { BrokerModel } from "../model.ts";
import { courierGiver, courierReceiver, deskGiver, deskReceiver } from "./ends.ts";
import { GiveModel } from "./give-model.ts";
import { TakeModel } from "./take-model.ts";

const FIELD_POINTS = 3;

/** What a camera makes of a pattern: drawn, then read. */
function seen(text: string): string {
  const rows = fieldsOf(text, "low") ?? [];
  const size = rows.length * FIELD_POINTS;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if (rows[Math.floor(y / FIELD_POINTS)]?.[Math.floor(x / FIELD_POINTS)])
        data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return decodeQR({ width: size, height: size, data });
}

const fileOf = (bytes: Uint8Array<ArrayBuffer> | null) => {
  const held = bytes ?? new Uint8Array();
  return { size: held.length, arrayBuffer: async () => held.slice().buffer };
};

async function taking(model: BrokerModel): Promise<TakeModel> {
  const { courier } = model;
  const receiver = courier === null ? deskReceiver(await model.broker.courier()) : courierReceiver(courier);
  const take = new TakeModel(model, receiver);
  await take.show();
  return take;
}

async function giving(model: BrokerModel, offerText: string): Promise<GiveModel> {
  const { courier } = model;
  const give = new GiveModel(model, courier === null ? deskGiver(await model.broker.courier()) : courierGiver(courier));
  give.writeOffer(offerText);
  give.takeOffer();
  return give;
}

const offerOf = (take: TakeModel) => take.state.offer?.text ?? "";

async function enter(give: GiveModel, receipt: string): Promise<void> {
  give.beginReceipt();
  give.writeReceipt(receipt);
  await give.enterReceipt();
}

test("patterns that are drawn, of which a third is missed, bring all over; only the receipt erases", async () => {
  const [his, mine] = [await brokerPhone(3), await courierPhone()];
  const take = await taking(mine.model);
  const give = await giving(his.model, offerOf(take));
  assert.equal(give.state.ticked.size, 3);
  await give.make();
  assert.deepEqual([give.state.step, give.blocks], ["show", 20]);
  take.beginCamera();
  assert.equal(take.readPattern(offerOf(take)), false);
  assert.equal(take.state.isStrange, true, "the code that still shows is passed over");
  while (take.state.step === "camera" && give.state.number < 90) {
    if (give.state.number % 3 !== 1 && take.readPattern(seen(give.pattern))) break;
    give.nextPattern();
  }
  assert.deepEqual([take.state.known, take.state.blocks], [20, 20]);
  for (let i = 0; i < 500 && take.state.got === null; i++) await new Promise((resolve) => setTimeout(resolve, 2));
  assert.equal(mine.model.state.failure, null);
  assert.equal(mine.model.courier?.queue().length, 3);
  const receipt = take.state.got?.receipt ?? "";
  for (const [typed, problem] of [
    ["", "short"],
    ["ABC", "short"],
    ["0000-0000", "wrong"],
  ] as const) {
    await enter(give, typed);
    assert.deepEqual([give.state.receiptProblem, his.model.broker.queue().length], [problem, 3]);
  }
  await enter(give, ` ${receipt.toLowerCase()} `);
  assert.deepEqual([give.state.step, his.model.broker.queue().length, give.bundle], ["done", 0, null]);
});

test("what was given up goes back by a file, and one receipt does not settle another bundle", async () => {
  const [his, mine] = [await brokerPhone(2), await courierPhone()];
  const other = await courierPhone();
  const [first, second] = [await taking(mine.model), await taking(other.model)];
  const giveFirst = await giving(his.model, offerOf(first));
  giveFirst.tick([...giveFirst.state.ticked][0] ?? "");
  await giveFirst.make();
  const giveSecond = await giving(his.model, offerOf(second));
  await giveSecond.make();
  await first.readFile(fileOf(giveFirst.bundle));
  await second.readFile(fileOf(giveSecond.bundle));
  await enter(giveFirst, second.state.got?.receipt ?? "");
  assert.equal(giveFirst.state.receiptProblem, "other");
  await enter(giveFirst, first.state.got?.receipt ?? "");
  assert.equal(giveFirst.state.step, "done");

  const desk = await taking(his.model);
  const back = await giving(mine.model, offerOf(desk));
  assert.equal(back.state.ticked.size, 0, "nobody is given up beforehand");
  await back.make();
  assert.equal(mine.model.state.failure, "empty");
  back.tick(back.giver.ticks()[0]?.id ?? "");
  await back.make();
  await desk.readFile(fileOf(back.bundle));
  assert.equal(desk.state.got?.kind === "return" && desk.state.got.unfound, 1);
  await enter(back, desk.state.got?.receipt ?? "");
  assert.deepEqual([mine.courier.queue(), mine.courier.back().awaitsReceipt], [[], false]);
});

test("each mistake has its name: no code, the other phone's kind, another file, another bundle, too late", async () => {
  const [his, mine] = [await brokerPhone(2), await courierPhone()];
  const take = await taking(mine.model);
  for (const [text, failure] of [
    ["", "malformed"],
    ["HELLO", "malformed"],
    [offerOf(await taking(his.model)), "malformed"],
    [`${offerOf(take).slice(0, -1)}${offerOf(take).endsWith("0") ? "1" : "0"}`, "checksum"],
  ] as const) {
    const give = await giving(his.model, text);
    assert.ok([failure, "checksum"].includes(give.state.offerFailure ?? ""), `${text}: ${give.state.offerFailure}`);
    assert.equal(give.state.step, "offer");
  }
  const give = await giving(his.model, offerOf(take));
  give.tick([...give.state.ticked][0] ?? "");
  await give.make();
  await take.readFile({ size: 1_000_000_000, arrayBuffer: () => Promise.reject(new Error("read")) });
  assert.equal(mine.model.state.failure, "malformed", "a file of another size is not even read");
  await take.readFile(fileOf(new Uint8Array(give.bundle?.length ?? 0).fill(1)));
  assert.equal(mine.model.state.failure, "cannot-open");
  const bundle = give.bundle;
  mine.ports.nowMs += OFFER_LIFE_MS + 1;
  take.lookAtClock();
  assert.equal(take.state.minutesLeft, 0);
  await take.readFile(fileOf(bundle));
  assert.equal(mine.model.state.failure, "expired");
  assert.deepEqual(mine.courier.queue(), []);
});

test("a phone that locks in the middle loses nothing: the bundle is gone, what it held is not", async () => {
  const [his, mine] = [await brokerPhone(1), await courierPhone()];
  const take = await taking(mine.model);
  const give = await giving(his.model, offerOf(take));
  await give.make();
  his.model.onLock(() => give.close());
  his.model.lock();
  assert.deepEqual([give.bundle, give.pattern, his.model.state.phase], [null, "", "locked"]);
  await his.model.open([10, 20, 30, 40]);
  const desk = await his.model.broker.courier();
  assert.deepEqual(
    desk.errands().map(({ awaitsReceipt }) => awaitsReceipt),
    [true],
  );
  assert.equal(his.model.broker.queue().length, 1);
  await desk.takeBack(desk.errands()[0]?.id ?? "");
  const again = await giving(his.model, offerOf(take));
  await again.make();
  mine.model.onLock(() => take.close());
  mine.model.lock();
  await mine.model.open([10, 20, 30, 40]);
  const later = await taking(mine.model);
  await later.readFile(fileOf(again.bundle));
  assert.equal(mine.model.state.failure, "cannot-open", "the key of that code was in memory only");
  assert.equal(mine.model.courier?.queue().length, 0);
});

test("a full phone says so instead of showing a code", async () => {
  const [his, mine] = [await brokerPhone(20), await courierPhone()];
  const take = await taking(mine.model);
  const give = await giving(his.model, offerOf(take));
  assert.deepEqual([give.state.room, give.state.ticked.size], [16, 16]);
  await give.make();
  await take.readFile(fileOf(give.bundle));
  assert.equal(take.state.got?.kind === "delivery" && take.state.got.fresh, 16);
  const full = await taking(mine.model);
  assert.deepEqual([full.state.offer, mine.model.state.failure], [null, "quota"]);
});
