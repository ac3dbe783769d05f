import type { Verdict } from '@assay/evidence';
import { createColors } from 'picocolors';
import type { Bearing } from './report.js';
import { inertLine, visible } from './safe.js';

type Colors = ReturnType<typeof createColors>;
type Paint = (text: string) => string;

/** The narrowest text that is still wrapped; a narrower terminal wraps by itself. */
const NARROWEST = 20;

/** An empty page for a terminal of so many columns. Without colour there is no escape sequence in it. */
export function terminalPage({ color, width }: { color: boolean; width: number }): Page {
  return new Page(createColors(color), width);
}

/** Lines of text within a width, indented and painted. */
export class Page {
  readonly colors: Colors;
  readonly #width: number;
  readonly #lines: string[] = [];

  constructor(colors: Colors, width: number) {
    this.colors = colors;
    this.#width = width;
  }

  space(): void {
    this.#lines.push('');
  }

  /** Untrusted text, made visible and wrapped. Every line of it is indented, so that none can pass for one of ours. */
  line(indent: number, text: string, paint: Paint = String): void {
    const lines = visible(text)
      .replaceAll('\t', ' ')
      .split('\n')
      .flatMap((line) => wrap(line, Math.max(NARROWEST, this.#width - indent - 2)));
    lines.forEach((line, index) => {
      this.whole(indent + (index === 0 ? 0 : 2), line, paint);
    });
  }

  /** Safe text that is not wrapped, such as a place that a terminal makes a link of. */
  whole(indent: number, line: string, paint: Paint = String): void {
    this.#lines.push(`${' '.repeat(indent)}${paint(inertLine(line))}`);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  verdictPaint(verdict: Verdict): Paint {
    const { bold, green, red, yellow } = this.colors;
    const hue: Record<Verdict, Paint> = { pass: green, fail: red, 'no-verdict': yellow };
    return (text) => bold(hue[verdict](text));
  }

  bearingPaint(bearing: Bearing): Paint {
    const hue: Record<Bearing, Paint> = {
      error: this.colors.red,
      warning: this.colors.yellow,
      deviated: this.colors.dim,
    };
    return hue[bearing];
  }
}

/** Breaks a line between words. A word that is too long stays whole: a path in two halves is no path. */
function wrap(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}
