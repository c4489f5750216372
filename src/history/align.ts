// Two sequences laid beside each other from their ends, by dynamic programming (Needleman and Wunsch): rows are the
// instructions of a Dockerfile, columns the entries of a history. The entries below the lowest pair may cost nothing:
// they are the base image's.

/** Points and costs, whole numbers. */
export interface Sequences {
  readonly rows: number;
  readonly columns: number;
  /** Points for a pair; 0 where the two can be none. */
  pair(row: number, column: number): number;
  /** A pair of so many points may be the lowest of all: nothing below has to speak for it. */
  mayBegin(row: number, column: number, points: number): boolean;
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
const mostCells = 1_000_000;
const never = -1_000_000_000;

/** Costs of all before (or, from the end, of all from) a place on. */
function sums(length: number, cost: (index: number) => number, fromEnd: boolean): Int32Array {
  const total = new Int32Array(length + 1);
  if (fromEnd) for (let at = length - 1; at >= 0; at--) total[at] = total[at + 1]! + cost(at);
  else for (let at = 0; at < length; at++) total[at + 1] = total[at]! + cost(at);
  return total;
}

/**
 * A band around the diagonal that ends at both ends, so that time and memory stay bounded: a million cells at most. Its
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

/** Calls back for every possible pair. */
function eachPair({ band, points }: Ahead, visit: (row: number, column: number, points: number) => void): void {
  for (let row = 0; row < band.rows; row++) {
    const last = Math.min(band.last(row), band.columns - 1);
    for (let column = band.first(row); column <= last; column++) {
      const ofPair = points[band.cell(row, column)]!;
      if (ofPair > 0) visit(row, column, ofPair);
    }
  }
}

/** What it costs that nothing below a pair is one; `never` where it may not be the lowest. */
function startsOf(sequences: Sequences): (row: number, column: number, points: number) => number {
  const rowsBefore = sums(sequences.rows, (row) => sequences.missing(row), false);
  const columnsBefore = sums(sequences.columns, (column) => sequences.below(column), false);
  return (row, column, points) =>
    sequences.mayBegin(row, column, points) ? -rowsBefore[row]! - columnsBefore[column]! : never;
}

interface Best {
  readonly row: number;
  readonly column: number;
  readonly points: number;
}

/** The lowest pair of the best alignment. */
function findBest(ahead: Ahead, startOf: ReturnType<typeof startsOf>): Best | null {
  let best: Best | null = null;
  eachPair(ahead, (row, column, ofPair) => {
    const start = startOf(row, column, ofPair);
    if (start === never) return;
    const points = start + ahead.paired(row, column);
    // Of several the one that begins highest: it says least of the base image.
    if (!best || points >= best.points) best = { row, column, points };
  });
  return best;
}

/** How many pairs of each row and of each column belong to an alignment that is as good as the best. */
interface Rivals {
  readonly ofRow: Int32Array;
  readonly ofColumn: Int32Array;
}

function countRivals(sequences: Sequences, ahead: Ahead, startOf: ReturnType<typeof startsOf>, best: number): Rivals {
  const { band } = ahead;
  const ofRow = new Int32Array(band.rows);
  const ofColumn = new Int32Array(band.columns);
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
      const behind = points > 0 ? Math.max(startOf(row, column, points), before[place]!) : never;
      if (behind > never && behind + ahead.paired(row, column) >= best - margin) {
        ofRow[row]!++;
        ofColumn[column]!++;
      }
      const paired = behind > never ? behind + points : never;
      const withoutRow = before[place + 1]! - missing;
      const withoutColumn = after[place - 1]! - sequences.skipped(column);
      after[place] = Math.max(never, paired, withoutRow, withoutColumn);
    }
    [before, after] = [after, before];
    after.fill(never);
  }
  return { ofRow, ofColumn };
}

/** The best alignment, in order; empty where nothing can be a pair. */
export function align(sequences: Sequences): AlignedPair[] {
  const ahead = new Ahead(sequences);
  const startOf = startsOf(sequences);
  const best = findBest(ahead, startOf);
  const pairs: AlignedPair[] = [];
  if (!best) return pairs;
  const { ofRow, ofColumn } = countRivals(sequences, ahead, startOf, best.points);
  let { row, column } = best;
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
