/** What this file uses of the browser's own reader of square patterns, where there is one. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

const LOOK_MS = 200;

/** True when this browser can read square patterns by itself. */
export function canScan(): boolean {
  return "BarcodeDetector" in globalThis && navigator.mediaDevices !== undefined;
}

/**
 * Shows the camera in `video` and gives the first text read. Null when `signal` stopped it. Rejects when there is no camera or it was not allowed.
 * Pictures are looked at on the device and kept nowhere.
 */
export async function scan(video: HTMLVideoElement, signal: AbortSignal): Promise<string | null> {
  const { BarcodeDetector } = globalThis as unknown as { BarcodeDetector: new (options: { formats: string[] }) => Detector };
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  try {
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const [found] = await detector.detect(video);
      if (found !== undefined) return found.rawValue;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return null;
  } finally {
    video.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
  }
}
