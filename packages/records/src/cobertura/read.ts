import type { UserError } from '@assay/evidence';
import { SaxesParser } from 'saxes';
import type { LineFile } from '../line-file.js';
import { refuse } from '../refusal.js';
import { CoberturaReader } from './reader.js';

/** What a Cobertura report holds. */
export interface CoberturaReport {
  /** By the names that the files have there. */
  files: Map<string, LineFile>;
  /** The folders that those names may be relative to, as the report has them: for the caller to try. */
  sources: string[];
}

/**
 * Reads a Cobertura report as it comes: of each file the hits of its lines, its methods and how many of a line’s branches were covered.
 * Rates are passed over. What stands in several classes or methods is one run, and is not summed; counts above `MAX_COUNT` are kept as
 * that. `name` is what messages call the report.
 *
 * Throws UserError with the line and column where it is not well-formed XML 1.0 in UTF-8, defines entities, is cut short, is no Cobertura
 * report, or has a line whose attributes are not of their form.
 */
export async function readCobertura(chunks: AsyncIterable<Uint8Array>, name: string): Promise<CoberturaReport> {
  const parser = new SaxesParser({ position: true });
  const refusal = (what: string): UserError =>
    refuse(name, what, 'let the tool that wrote the report write it again', parser.line, parser.column + 1);
  const reader = new CoberturaReader(refusal);
  listen(parser, reader, refusal);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) parser.write(decode(() => decoder.decode(chunk, { stream: true }), refusal));
  parser.write(decode(() => decoder.decode(), refusal)).close();
  return reader.finish();
}

function listen(parser: SaxesParser, reader: CoberturaReader, refusal: (what: string) => Error): void {
  parser.on('error', (error) => {
    throw refusal(`the XML is damaged or cut short: ${error.message.replace(/^\d+:\d+: /, '')}`);
  });
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^utf-?8$/i.test(encoding)) throw refusal(`the report is in ${encoding}, and only UTF-8 is read`);
  });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw refusal('the report has a document type of its own, which could define entities');
  });
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', (tag) => reader.close(tag));
}

function decode(next: () => string, refusal: (what: string) => Error): string {
  try {
    return next();
  } catch (error) {
    if (error instanceof TypeError) throw refusal('the report is not UTF-8 from here on');
    throw error;
  }
}
