import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** A prepared query whose rows have a known form: the one place where the driver's untyped rows are trusted. */
export interface Query<Row> {
  one(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): readonly Row[];
  /** One after the other, for what may be more than memory should hold. */
  each(...values: SQLInputValue[]): Iterable<Row>;
}

/** Prepares a query. */
export function prepare<Row>(database: DatabaseSync, sql: string): Query<Row> {
  const statement = database.prepare(sql);
  return {
    one: (...values) => statement.get(...values) as Row | undefined,
    all: (...values) => statement.all(...values) as unknown as readonly Row[],
    each: (...values) => statement.iterate(...values) as unknown as Iterable<Row>,
  };
}

/** Prepares a change; the function answers how many rows it changed. */
export function prepareChange(database: DatabaseSync, sql: string): (...values: SQLInputValue[]) => number {
  const statement = database.prepare(sql);
  return (...values) => Number(statement.run(...values).changes);
}

/** A function that runs others so that all that they read is of one moment, whatever is committed meanwhile. */
export function prepareSnapshot(database: DatabaseSync): <Value>(read: () => Value) => Value {
  const begin = prepareChange(database, "BEGIN");
  const end = prepareChange(database, "COMMIT");
  return (read) => {
    begin();
    try {
      return read();
    } finally {
      end();
    }
  };
}
