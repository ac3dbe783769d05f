import { type ExactFile, type LineFile, readCobertura, readLcov, readLlvmJson } from '@assay/records';

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** A segment as llvm-cov writes it: line, column, count, has a count, begins a region, is a gap. */
export type Segment = readonly [number, number, number, boolean, boolean, boolean];

/** A region that begins at a place and was executed so often. */
export const region = (line: number, column: number, count: number): Segment => [
  line,
  column,
  count,
  true,
  true,
  false,
];

/** The end of all regions at a place. */
export const end = (line: number, column: number): Segment => [line, column, 0, false, false, false];

/** What llvm-cov says of a file. Branches: span, times true, times false. */
interface ExportedFile {
  filename?: string;
  segments?: readonly Segment[];
  branches?: readonly (readonly [number, number, number, number, number, number])[];
  mcdc_records?: readonly unknown[];
}

/** An export of llvm-cov. */
export function exportOf(...files: ExportedFile[]): string {
  const exported = files.map(({ filename = 'a.rs', segments = [], branches = [], mcdc_records = [] }) => ({
    ...{ filename, segments, mcdc_records, expansions: [], summary: {} },
    branches: branches.map((branch) => [...branch, 0, 0, 4]),
  }));
  const data = [{ files: exported, functions: [], totals: {} }];
  return JSON.stringify({ data, type: 'llvm.coverage.json.export', version: '3.1.0' });
}

/** What llvm-cov recorded of a file. */
export async function exactFile(file: ExportedFile): Promise<ExactFile> {
  return only((await readLlvmJson(bytes(exportOf(file)), 'a.json')).values());
}

/** What LCOV records of a file, by its lines: `DA:1,4`. */
export async function lcovFile(...lines: string[]): Promise<LineFile> {
  const text = ['SF:a.rs', ...lines, 'end_of_record', ''].join('\n');
  return only((await readLcov(bytes(text), 'a.info')).values());
}

/** What Cobertura records of a file, by its elements: `<line number="1" hits="4"/>`. */
export async function coberturaFile(...lines: string[]): Promise<LineFile> {
  const classes = `<class filename="a.rs"><methods/><lines>${lines.join('')}</lines></class>`;
  const text = `<coverage><packages><package><classes>${classes}</classes></package></packages></coverage>`;
  return only((await readCobertura(bytes(text), 'a.xml')).files.values());
}

function only<Item>(items: Iterable<Item>): Item {
  const [first, ...others] = items;
  if (first === undefined || others.length > 0) throw new Error('the test’s records speak of one file');
  return first;
}
