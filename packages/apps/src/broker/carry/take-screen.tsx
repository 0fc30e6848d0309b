import { useEffect, useRef, useState } from "preact/hooks";
import { stayAwake } from "../../platform/awake.ts";
import { canScan } from "../../platform/scanner.ts";
import { Banner } from "../../ui/parts/banner.tsx";
import { Button } from "../../ui/parts/button.tsx";
import { Camera } from "../../ui/parts/camera.tsx";
import { CopyButton } from "../../ui/parts/copy-button.tsx";
import { Qr } from "../../ui/parts/qr.tsx";
import { Screen } from "../../ui/parts/screen.tsx";
import { useOnce } from "../../ui/use-once.ts";
import { useStore } from "../../ui/use-store.ts";
import { useBroker } from "../context.ts";
import { courierReceiver, deskReceiver, type Got, type Receiver, useEnd } from "./ends.ts";
import { CarryFailure } from "./failure.tsx";
import { TakeModel } from "./take-model.ts";

const LOOK_MS = 5_000;

/** Takes one bundle: this phone's code, patterns or a file, the receipt. */
export function TakeScreen() {
  const { model } = useBroker();
  const receiver = useEnd<Receiver>(model, courierReceiver, deskReceiver);
  return receiver === null ? null : <Taking receiver={receiver} />;
}

function Taking({ receiver }: { receiver: Receiver }) {
  const { model } = useBroker();
  const taking = useStore(useOnce(() => new TakeModel(model, receiver)));
  useEffect(() => {
    const unhook = model.onLock(() => taking.close());
    const timer = setInterval(() => taking.lookAtClock(), LOOK_MS);
    const sleep = stayAwake();
    void taking.show();
    return () => {
      clearInterval(timer);
      sleep();
      unhook();
      taking.close();
    };
  }, [model, taking]);
  const { step, got } = taking.state;
  if (step === "camera") return <CameraStep key="camera" taking={taking} />;
  if (got !== null) return <TakenStep key="taken" got={got} />;
  return <OfferStep key="offer" taking={taking} />;
}

function OfferStep({ taking }: { taking: TakeModel }) {
  const { model, t } = useBroker();
  const { offer, minutesLeft, isCameraRefused } = taking.state;
  const texts = t.carry.take;
  const isGood = offer !== null && minutesLeft > 0;
  const { kind } = taking.receiver;
  const actions = (
    <>
      {isGood && canScan() && !isCameraRefused ? (
        <Button kind="primary" icon="camera" onClick={() => taking.beginCamera()}>
          {texts.camera}
        </Button>
      ) : null}
      {isGood ? <FileButton taking={taking} /> : null}
      <Button kind={isGood ? "quiet" : "primary"} busy={model.state.busy} onClick={() => void taking.show()}>
        {texts.again}
      </Button>
    </>
  );
  return (
    <Screen title={texts.title[kind]} actions={actions} onBack={() => model.back()}>
      <CarryFailure texts={kind === "delivery" ? t.carry.failures.take : t.carry.failures.takeBack} />
      {isCameraRefused ? <Banner kind="warn">{texts.noCamera}</Banner> : null}
      {offer !== null && !isGood ? <Banner kind="warn">{texts.over}</Banner> : null}
      {isGood ? (
        <>
          <p>{texts.body}</p>
          <Qr text={offer.text} label={texts.label} />
          <p class="strong">{texts.left(minutesLeft)}</p>
          <p>{texts.stay}</p>
          <details>
            <summary>{texts.text}</summary>
            <p class="code-text" data-testid="offer">
              {offer.text}
            </p>
            <CopyButton text={offer.text} />
          </details>
        </>
      ) : null}
    </Screen>
  );
}

/** The phone's own list of files lies over the app while it is open: that alone must not close it. */
function FileButton({ taking }: { taking: TakeModel }) {
  const { model, t } = useBroker();
  const input = useRef<HTMLInputElement>(null);
  // A new field each time: else the same file could not be chosen twice.
  const [turn, setTurn] = useState(0);
  const find = () => {
    model.findFile(true);
    input.current?.click();
  };
  const take = () => {
    model.findFile(false);
    const file = input.current?.files?.[0];
    if (file !== undefined) void taking.readFile(file);
    setTurn(turn + 1);
  };
  return (
    <>
      <input key={turn} ref={input} type="file" hidden onChange={take} onCancel={() => model.findFile(false)} />
      <Button icon="file" busy={model.state.busy} onClick={find}>
        {t.carry.take.file}
      </Button>
    </>
  );
}

function CameraStep({ taking }: { taking: TakeModel }) {
  const { t, common } = useBroker();
  const { known, blocks, isStrange } = taking.state;
  const texts = t.carry.take;
  const stop = (
    <Button icon="bad" onClick={() => taking.endCamera()}>
      {common.code.stopScan}
    </Button>
  );
  return (
    <Screen title={texts.camera} actions={stop} onBack={() => taking.endCamera()}>
      <Camera onText={(text) => taking.readPattern(text)} onRefused={() => taking.refuseCamera()} />
      <p class="strong" data-testid="progress" data-known={known} data-blocks={blocks}>
        {blocks === 0 ? texts.nothingYet : texts.progress(known, blocks)}
      </p>
      <progress max={Math.max(1, blocks)} value={known} aria-label={texts.camera} />
      <p class="soft">{isStrange ? texts.strange : texts.cameraBody}</p>
    </Screen>
  );
}

function TakenStep({ got }: { got: Got }) {
  const { model, t } = useBroker();
  const texts = t.carry.take;
  const home = (
    <Button kind="primary" onClick={() => model.home()}>
      {t.burst.home}
    </Button>
  );
  return (
    <Screen title={texts.takenTitle} actions={home}>
      <Banner kind="good">
        {got.kind === "delivery" ? texts.fresh(got.fresh, got.known) : texts.returned(got.queued, got.handedOver, got.unfound)}
      </Banner>
      <Receipt receipt={got.receipt} />
      <p>{texts.receiptBody}</p>
      <p class="soft">{texts.deleteFile}</p>
    </Screen>
  );
}

/** Eight characters, large enough to be read across a table. */
export function Receipt({ receipt }: { receipt: string }) {
  const { t } = useBroker();
  return (
    <p class="receipt">
      <span class="soft">{t.carry.take.receipt}</span>
      <span class="code" data-testid="receipt">
        {receipt}
      </span>
    </p>
  );
}
