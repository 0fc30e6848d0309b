import { useState } from "preact/hooks";
import { useUi } from "../context.ts";
import { Button } from "./button.tsx";

/** Copies a text, and says so. */
export function CopyButton({ text }: { text: string }) {
  const { common } = useUi();
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <>
      <Button onClick={copy}>{common.copy}</Button>
      <span role="status">{isCopied ? common.copied : ""}</span>
    </>
  );
}
