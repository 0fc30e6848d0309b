import { useState } from "preact/hooks";
import { canScan } from "../../platform/scanner.ts";
import { useUi } from "../context.ts";
import { Banner } from "./banner.tsx";
import { Button } from "./button.tsx";
import { Camera } from "./camera.tsx";
import { Field } from "./field.tsx";

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  onInput(text: string): void;
}

/** A code, pasted or read by the camera where there is one. */
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
            return true;
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
