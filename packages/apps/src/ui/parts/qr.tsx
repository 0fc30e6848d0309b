import { encode } from "uqr";

/** A square pattern of dark fields on white, whatever the colour scheme: cameras need it so. Null when the text is too long for one. */
export function Qr({ text, label }: { text: string; label: string }) {
  const drawn = drawQr(text);
  if (drawn === null) return null;
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${drawn.size} ${drawn.size}`} shape-rendering="crispEdges">
      <rect width={drawn.size} height={drawn.size} fill="#fff" />
      <path d={drawn.path} fill="#000" />
    </svg>
  );
}

function drawQr(text: string): { size: number; path: string } | null {
  try {
    // Upper case, without hyphens: the alphanumeric mode needs a third less room.
    const { size, data } = encode(text.replaceAll("-", ""), { ecc: "M", border: 3 });
    const rows = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size, path: rows.join("") };
  } catch {
    return null;
  }
}
