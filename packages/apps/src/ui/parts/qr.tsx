import { fieldsOf } from "../patterns.ts";

/** A square pattern of dark fields on white, whatever the colour scheme: cameras need it so. Null when the text is too long for one. */
export function Qr({ text, label }: { text: string; label: string }) {
  // Upper case, without hyphens: the alphanumeric mode needs a third less room.
  const rows = fieldsOf(text.replaceAll("-", ""), "medium");
  if (rows === null) return null;
  const path = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} shape-rendering="crispEdges">
      <rect width={rows.length} height={rows.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
