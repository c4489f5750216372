// Two sequences laid beside each other from their ends, by dynamic programming (Needleman and Wunsch): rows are the
// instructions of a Dockerfile, columns the entries of a history. The entries below the lowest pair may cost nothing:
// they are the base image's.

/** Points and costs, whole numbers. */
export interface Sequences {
  readonly rows: number;
  readonly columns: number;
  /** Points for a pair; 0 where the two can be none. */
  pair(row: number, column: number): number;
  /** The pair may be the lowest of all: nothing below has to speak for it. */
  mayBegin(row: number, column: number): boolean;
  /** What a row without a pair costs. */
  missing(row: number): number;
  /** What a column without a pair costs where pairs stand above and below it. */
  skipped(column: number): number;
  /** The same above all pairs. */
  above(column: number): number;
  /** The same below all pairs. */
  below(column: number): number;
}

export interface AlignedPair {
  readonly row: number;
  readonly column: number;
  /** No other alignment that is as good, or nearly, gives the row another column or the column another row. */
  readonly clear: boolean;
}

/** Alignments within so many points of the best count as as good as it. */
const margin = 3;
const mostCells = 2_000_000;
const never = -1_000_000_000;

/** Costs of all before (or, from the end, of all from) a place on. */
function sums(length: number, cost: (index: number) => number, fromEnd: boolean): Int32Array {
  const total = new Int32Array(length + 1);
  if (fromEnd) for (let at = length - 1; at >= 0; at--) total[at] = total[at + 1]! + cost(at);
  else for (let at = 0; at < length; at++) total[at + 1] = total[at]! + cost(at);
  return total;
}

/**
 * A band around the diagonal that ends at both ends, so that time and memory stay bounded: 2 million cells at most. Its
 * cells are numbered row by row; a step along the diagonal keeps the place in the row.
 */
class Band {
  readonly half: number;
  readonly width: number;

  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    const fits = Math.floor(mostCells / (rows + 1) / 2) - 1;
    this.half = Math.max(1, Math.min(Math.max(rows, columns), fits));
    this.width = 2 * this.half + 1;
  }

  /** The column in the middle. */
  private centre(row: number): number {
    return this.columns - this.rows + row;
  }

  first(row: number): number {
    return Math.max(0, this.centre(row) - this.half);
  }

  /** The last column, or the place behind all of them. */
  last(row: number): number {
    return Math.min(this.columns, this.centre(row) + this.half);
  }

  cell(row: number, column: number): number {
    return row * this.width + column - this.centre(row) + this.half;
  }
}

/** Everything that is known of the alignments of what stands from a row and a column on. */
class Ahead {
  readonly band: Band;
  readonly points: Int16Array;
  /** The best with a pair still ahead. */
  private readonly best: Int32Array;
  private readonly rowsLeft: Int32Array;
  private readonly columnsLeft: Int32Array;

  constructor(private readonly sequences: Sequences) {
    const { rows, columns } = sequences;
    this.band = new Band(rows, columns);
    this.points = new Int16Array((rows + 1) * this.band.width);
    this.best = new Int32Array((rows + 1) * this.band.width).fill(never);
    this.rowsLeft = sums(rows, (row) => sequences.missing(row), true);
    this.columnsLeft = sums(columns, (column) => sequences.above(column), true);
    for (let row = rows - 1; row >= 0; row--) this.fillRow(row);
  }

  private fillRow(row: number): void {
    const { band, sequences } = this;
    const missing = sequences.missing(row);
    for (let column = Math.min(band.last(row), band.columns - 1); column >= band.first(row); column--) {
      const cell = band.cell(row, column);
      const points = sequences.pair(row, column);
      this.points[cell] = points;
      const paired = points > 0 ? points + this.rest(row + 1, column + 1) : never;
      const withoutRow = this.at(row + 1, column) - missing;
      const withoutColumn = this.at(row, column + 1) - sequences.skipped(column);
      this.best[cell] = Math.max(never, paired, withoutRow, withoutColumn);
    }
  }

  /** The best with a pair from here on. */
  at(row: number, column: number): number {
    const { band } = this;
    if (row >= band.rows || column >= band.columns) return never;
    if (column < band.first(row) || column > band.last(row)) return never;
    return this.best[band.cell(row, column)]!;
  }

  /** The best behind a pair: with more of them, or with nothing but what is left. */
  rest(row: number, column: number): number {
    return Math.max(this.at(row, column), -this.rowsLeft[row]! - this.columnsLeft[column]!);
  }

  paired(row: number, column: number): number {
    return this.points[this.band.cell(row, column)]! + this.rest(row + 1, column + 1);
  }
}

/** How many pairs of each row and of each column belong to an alignment that is as good as the best. */
interface Rivals {
  readonly start: { readonly row: number; readonly column: number } | null;
  readonly ofRow: Int32Array;
  readonly ofColumn: Int32Array;
}

/** Calls back for every possible pair with the points of the best alignment through it. */
function eachPair(
  sequences: Sequences,
  ahead: Ahead,
  visit: (row: number, column: number, through: number, begins: boolean) => void,
): void {
  const { band } = ahead;
  const rowsBefore = sums(band.rows, (row) => sequences.missing(row), false);
  const columnsBefore = sums(band.columns, (column) => sequences.below(column), false);
  // The best of what stands before a row and a column with a pair in it; places as in the band, one further on.
  let before = new Int32Array(band.width + 2).fill(never);
  let after = new Int32Array(band.width + 2).fill(never);
  for (let row = 0; row < band.rows; row++) {
    const missing = sequences.missing(row);
    const last = Math.min(band.last(row), band.columns - 1);
    for (let column = band.first(row); column <= last; column++) {
      const cell = band.cell(row, column);
      const place = cell - row * band.width + 1;
      const points = ahead.points[cell]!;
      let paired = never;
      if (points > 0) {
        const start = sequences.mayBegin(row, column) ? -rowsBefore[row]! - columnsBefore[column]! : never;
        const behind = Math.max(start, before[place]!);
        if (behind > never) {
          paired = behind + points;
          visit(row, column, behind + ahead.paired(row, column), start >= before[place]!);
        }
      }
      const withoutRow = before[place + 1]! - missing;
      const withoutColumn = after[place - 1]! - sequences.skipped(column);
      after[place] = Math.max(never, paired, withoutRow, withoutColumn);
    }
    [before, after] = [after, before];
    after.fill(never);
  }
}

function findRivals(sequences: Sequences, ahead: Ahead): Rivals {
  let best = never;
  let start: Rivals['start'] = null;
  eachPair(sequences, ahead, (row, column, through, begins) => {
    // Where several are the best, the one that begins highest: it says least of the base image.
    if (through > best || (through === best && begins)) start = begins ? { row, column } : start;
    best = Math.max(best, through);
  });
  const ofRow = new Int32Array(sequences.rows);
  const ofColumn = new Int32Array(sequences.columns);
  eachPair(sequences, ahead, (row, column, through) => {
    if (through < best - margin) return;
    ofRow[row]!++;
    ofColumn[column]!++;
  });
  return { start, ofRow, ofColumn };
}

/** The best alignment, in order; empty where nothing can be a pair. */
export function align(sequences: Sequences): AlignedPair[] {
  const ahead = new Ahead(sequences);
  const { start, ofRow, ofColumn } = findRivals(sequences, ahead);
  const pairs: AlignedPair[] = [];
  if (!start) return pairs;
  let { row, column } = start;
  for (let isPair = true; ;) {
    if (isPair) {
      pairs.push({ row, column, clear: ofRow[row] === 1 && ofColumn[column] === 1 });
      row++;
      column++;
      const next = ahead.at(row, column);
      if (next === never || next < ahead.rest(row, column)) return pairs;
    } else if (ahead.at(row, column) === ahead.at(row + 1, column) - sequences.missing(row)) row++;
    else column++;
    isPair = ahead.points[ahead.band.cell(row, column)]! > 0 && ahead.at(row, column) === ahead.paired(row, column);
  }
}
