/** Looks at the picture of a camera for a square pattern. */
type Look = (video: HTMLVideoElement) => Promise<string | undefined>;

/** What this file uses of the browser's own reader of square patterns, where there is one. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Patterns that move are shown for 200 ms each: looked at more often than that, none is missed for long. */
const LOOK_MS = 60;
/** A pattern of 77 fields has ten points of such a picture for each: more costs time and reads no better. */
const WIDTH_MAX = 1_280;

/** True when there may be a camera, and the browser lets this page ask for it. */
export function canScan(): boolean {
  return navigator.mediaDevices !== undefined;
}

/**
 * Shows the camera in `video` and gives every text read to `onText`, until that says that it is enough or `signal` stops it. Rejects when there is no camera or it
 * was not allowed. Pictures are looked at on the device and kept nowhere.
 */
export async function watch(video: HTMLVideoElement, signal: AbortSignal, onText: (text: string) => boolean): Promise<void> {
  const look = await ownReader().then((own) => own ?? pictureReader());
  const size = { width: { ideal: WIDTH_MAX }, height: { ideal: 720 } };
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", ...size }, audio: false });
  try {
    video.srcObject = stream;
    if (!signal.aborted) await video.play();
    while (!signal.aborted) {
      const text = await look(video);
      if (text !== undefined && !signal.aborted && onText(text)) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  } finally {
    video.srcObject = null;
    for (const track of stream.getTracks()) track.stop();
  }
}

/** The browser's own reader. Some browsers have the name and read nothing with it. */
async function ownReader(): Promise<Look | null> {
  const { BarcodeDetector } = globalThis as unknown as { BarcodeDetector?: DetectorClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (BarcodeDetector === undefined || !formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

/** Where there is none: the picture is drawn and read here. */
async function pictureReader(): Promise<Look> {
  const { decodeQR } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, WIDTH_MAX / video.videoWidth);
    const [width, height] = [Math.floor(video.videoWidth * scale), Math.floor(video.videoHeight * scale)];
    if (pen === null || width === 0 || height === 0) return undefined;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    pen.drawImage(video, 0, 0, width, height);
    try {
      return decodeQR({ width, height, data: pen.getImageData(0, 0, width, height).data });
    } catch {
      // No pattern in this picture, or none that can be read: the next one may be sharper.
      return undefined;
    }
  };
}
