import { type CutRow, PIECE_BYTES, runCuts } from "../../bench/link/cuts.ts";
import type { Io } from "../command.ts";

/** Prints what bursts cost that were cut and gone on with; the exit code is 1 when anything was lost or came twice. */
export async function runAllCuts(every: number, json: boolean, io: Io): Promise<number> {
  const rows: CutRow[] = [];
  await runCuts({
    every,
    onRow: (row, done, of) => {
      rows.push(row);
      if (row.problems.length > 0) io.err(`cut ${row.way} after ${row.atBytes} bytes: ${row.problems.join(", ")}`);
      if (done % 500 === 0) io.err(`${done} of ${of}`);
    },
  });
  const amiss = rows.filter(({ problems }) => problems.length > 0).length;
  const overBytesMax = Math.max(...rows.map(({ overBytes }) => overBytes));
  const withinPiece = rows.filter(({ overBytes }) => overBytes <= PIECE_BYTES).length;
  const tally = { kind: "cuts", cuts: rows.length, amiss, pieceBytes: PIECE_BYTES, overBytesMax, withinPiece };
  io.out(
    json
      ? JSON.stringify(tally)
      : `${rows.length} cuts, ${amiss} lost or doubled something; at most ${overBytesMax} bytes more than uncut, ${withinPiece} of them within a piece (${PIECE_BYTES})`,
  );
  return amiss === 0 ? 0 : 1;
}
