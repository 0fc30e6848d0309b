import { useEffect, useRef } from "preact/hooks";
import { watch } from "../../platform/scanner.ts";
import { useUi } from "../context.ts";
import { useOnce } from "../use-once.ts";

interface CameraProps {
  /** Told every text that was read; true when that is enough. */
  onText(text: string): boolean;
  onRefused(): void;
}

/** The camera's picture, until what is looked for was read or the screen is left. */
export function Camera({ onText, onRefused }: CameraProps) {
  const { common } = useUi();
  const report = useOnce(() => ({ onText, onRefused }));
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    const { current } = video;
    if (current !== null) watch(current, stop.signal, (text) => report.onText(text)).catch(() => report.onRefused());
    return () => stop.abort();
  }, [report]);
  return (
    <figure class="camera">
      <video ref={video} muted playsInline />
      <figcaption>{common.code.pointAt}</figcaption>
    </figure>
  );
}
