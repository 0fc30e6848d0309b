import { useEffect, useRef, useState } from "preact/hooks";
import { stayAwake } from "../../platform/awake.ts";
import { saveFile } from "../../platform/files.ts";
import { Banner } from "../../ui/parts/banner.tsx";
import { Button } from "../../ui/parts/button.tsx";
import { Screen } from "../../ui/parts/screen.tsx";
import { fieldsOf } from "../../ui/patterns.ts";
import { useBroker } from "../context.ts";
import type { GiveModel } from "./give-model.ts";

/** About five a second: a camera that looks twelve times a second sees each, and nobody need look at them himself. */
const PATTERN_MS = 200;
/** Points of a field, so that its edges stay sharp on fine screens. */
const FIELD_POINTS = 8;
/** It says nothing of what it is, and is not the name of the store. */
const FILE_NAME = "day.bin";

/** The bundle as patterns that move, or as a file, until the other phone shows a receipt. */
export function ShowStep({ giving, back }: { giving: GiveModel; back(): void }) {
  const { t } = useBroker();
  useEffect(() => stayAwake(), []);
  const texts = t.carry.give;
  const save = () => {
    const { bundle } = giving;
    if (bundle === null) return;
    saveFile(FILE_NAME, bundle);
    giving.noteSaved();
  };
  const actions = (
    <>
      <Button kind="primary" onClick={() => giving.beginReceipt()}>
        {texts.toReceipt}
      </Button>
      <Button icon="file" onClick={save}>
        {texts.save}
      </Button>
    </>
  );
  return (
    <Screen title={texts.showTitle} actions={actions} onBack={back}>
      <p>{texts.needed(giving.blocks)}</p>
      <Patterns giving={giving} />
      {giving.state.isSaved ? <Banner kind="info">{texts.saved}</Banner> : null}
      <p class="soft">{texts.closing}</p>
      <p class="soft">{texts.fileBody}</p>
    </Screen>
  );
}

/** They stand still for whoever asked the phone for less motion, and whenever they are told to. */
function Patterns({ giving }: { giving: GiveModel }) {
  const { t, format } = useBroker();
  const [isMoving, setMoving] = useState(() => !matchMedia("(prefers-reduced-motion: reduce)").matches);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { pattern } = giving;
  const texts = t.carry.give;
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => giving.nextPattern(), PATTERN_MS);
    return () => clearInterval(timer);
  }, [giving, isMoving]);
  useEffect(() => {
    if (canvas.current !== null) draw(canvas.current, pattern);
  }, [pattern]);
  return (
    <>
      <canvas ref={canvas} class="qr moving" role="img" aria-label={texts.pattern} data-number={giving.state.number} />
      <p class="soft centred">{texts.number(format.count(giving.state.number + 1))}</p>
      <div class="row centred">
        <Button onClick={() => setMoving(!isMoving)}>{isMoving ? texts.hold : texts.move}</Button>
        {isMoving ? null : (
          <Button icon="next" onClick={() => giving.nextPattern()}>
            {texts.next}
          </Button>
        )}
      </div>
    </>
  );
}

/** Dark on white, whatever the colour scheme. */
function draw(canvas: HTMLCanvasElement, text: string): void {
  const rows = fieldsOf(text, "low");
  const pen = canvas.getContext("2d");
  if (rows === null || pen === null) return;
  const size = rows.length * FIELD_POINTS;
  Object.assign(canvas, { width: size, height: size });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, size, size);
  pen.fillStyle = "#000";
  for (const [y, row] of rows.entries())
    for (const [x, isDark] of row.entries())
      if (isDark) pen.fillRect(x * FIELD_POINTS, y * FIELD_POINTS, FIELD_POINTS, FIELD_POINTS);
}
