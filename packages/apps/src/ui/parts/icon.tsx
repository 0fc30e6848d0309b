const PATHS = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  warn: "M12 4L2.5 20h19zM12 10v4.5M12 17.2v.3",
  info: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.5v.3",
  good: "M5 12.5l4.5 4.5L19 7.5",
  bad: "M6 6l12 12M18 6L6 18",
  clock: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 7.5V12l3 2",
  letter: "M3.5 6h17v12h-17zM4 6.5l8 6.5 8-6.5",
  out: "M12 19V6M6.5 11.5L12 6l5.5 5.5",
  people:
    "M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7zM2.5 20c0-4 3-6 6.5-6s6.5 2 6.5 6M16 4.5a3.3 3.3 0 010 6.3M17.5 14.3c2.4.6 4 2.6 4 5.7",
  add: "M12 5v14M5 12h14",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  exchange: "M7 20V5M3 9l4-4 4 4M17 4v15M13 15l4 4 4-4",
  place: "M12 21s7-6.2 7-11.5A7 7 0 005 9.500C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 100-5 2.500 2.500 0 000 5z",
  leave: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
  walk: "M13 6.300a1.800 1.800 0 100-3.600 1.800 1.800 0 000 3.600zM8 21l2.500-6M16 21l-1.500-5-3-2.500.8-5L8.500 10v3M12.300 8.500L14 11.500l3 1",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  camera: "M4 8h4l1.500-2.500h5L16 8h4v11H4zM12 16.500a3.300 3.300 0 100-6.600 3.300 3.300 0 000 6.600z",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing beside words; never the only sign of anything. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
