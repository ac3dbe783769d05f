/** A segment: line, column, count, has a count, begins a region, is a gap. */
export type SegmentRow = readonly [number, number, number, boolean, boolean, boolean];

/** What a file of an export holds; the rest is empty. */
interface FileRows {
  filename?: string;
  segments?: readonly SegmentRow[];
  branches?: readonly (readonly number[])[];
  mcdc_records?: readonly unknown[];
}

/** An export of llvm-cov as it writes it, with things in it that are to be passed over. */
export function exportOf(files: readonly FileRows[], version = '3.1.0'): string {
  const summary = {
    lines: { count: 99, covered: 99, percent: 100 },
    regions: { count: 7, covered: 1, notcovered: 6, percent: 14.285714285714286 },
  };
  const data = {
    files: files.map(({ filename = 'src/a.rs', segments = [], branches = [], mcdc_records = [] }) => ({
      ...{ branches, expansions: [{ branches: [[1, 1, 1, 2, 9, 9, 0, 0, 4]], filenames: ['é', '"\\'] }] },
      ...{ filename, mcdc_records, segments, summary },
    })),
    functions: [
      {
        branches: [],
        count: 9,
        filenames: ['src/a.rs'],
        mcdc_records: [],
        name: '_RNv',
        regions: [[1, 1, 2, 2, 9, 0, 0, 0]],
      },
    ],
    totals: summary,
  };
  return JSON.stringify({ data: [data], type: 'llvm.coverage.json.export', version });
}
