import { useOnce } from "../use-once.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { canScan, scan } from "../../platform/scanner.ts";
import { useUi } from "../context.ts";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  onInput(text: string): void;
}

/** A code, pasted or read by the camera where the browser can do that. */
export function CodeField({ label, value, hint, error, onInput }: CodeFieldProps) {
  const { common } = useUi();
  const [mode, setMode] = useState<"text" | "camera" | "refused">("text");
  const isScanning = mode === "camera";
  return (
    <>
      <Field label={label} value={value} rows={6} isCode hint={hint} error={error} onInput={onInput} />
      {mode === "refused" ? <Banner kind="warn">{common.code.noCamera}</Banner> : null}
      {isScanning ? (
        <Camera
          onText={(text) => {
            onInput(text);
            setMode("text");
          }}
          onRefused={() => setMode("refused")}
        />
      ) : null}
      {canScan() ? (
        <Button icon={isScanning ? "bad" : "camera"} onClick={() => setMode(isScanning ? "text" : "camera")}>
          {isScanning ? common.code.stopScan : common.code.scan}
        </Button>
      ) : null}
    </>
  );
}

function Camera({ onText, onRefused }: { onText(text: string): void; onRefused(): void }) {
  const { common } = useUi();
  const report = useOnce(() => ({ onText, onRefused }));
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    const { current } = video;
    if (current !== null) {
      scan(current, stop.signal).then(
        (text) => (text === null ? undefined : report.onText(text)),
        () => report.onRefused(),
      );
    }
    return () => stop.abort();
  }, [report]);
  return (
    <figure class="camera">
      <video ref={video} muted playsInline />
      <figcaption>{common.code.pointAt}</figcaption>
    </figure>
  );
}
