import { defineRule, type MakeSheet, type MarkedSource, type MarkKind, type Parts, type Rule } from '@assay/check';
import {
  type Finding,
  findingKey,
  type Gap,
  type Json,
  judge,
  type Place,
  Predicate,
  type RuleStatus,
  type Statement,
  type Subject,
  sha256,
  statement,
} from '@assay/evidence';
import type { Report } from '../report.js';
import { Dice } from './dice.js';
import { hostile } from './hostile.js';
import { randomComparison, randomEarlier, randomExhibits, randomPolicyFacts, randomReleases } from './random-parts.js';

/** Sizes of a random report; what is left out is drawn. */
export interface Sizes {
  checks?: number;
  /** Findings of each check. */
  findings?: number;
  gaps?: number;
}

/**
 * A report with hostile text in every field that holds text. Each finding and gap has a word of its own in subject and
 * message (`f12x`, `g3x`), by which a test finds it in any format; so has each member of marked sources (`m5x`), each row of a table of parts (`p6x`), each exhibit (`x7x`), each deviation that the policy states (`d8x`) and each check that is not asked for (`n4x`).
 */
export function randomReport(seed: number, sizes: Sizes = {}, texts: readonly string[] = hostile): Report {
  return new Generator(seed, texts).report(sizes);
}

class Generator extends Dice {
  readonly #sourceTexts = new Map<string, string>();

  report(sizes: Sizes): Report {
    const names = ['toolchain', 'msrv', 'coverage', 'policy'].slice(0, sizes.checks ?? this.upTo(4));
    const checks = names.map((name) => ({
      name,
      question: this.text(),
      unit: 'package',
      rules: this.#rules(name),
      facts: Predicate.shape.facts,
      ...(name === 'toolchain' ? { sheet: this.#sheet() } : { sources: this.#sources() }),
      ...(name === 'msrv'
        ? { parts: this.#parts(), exhibits: randomExhibits(this), releases: randomReleases(this) }
        : {}),
    }));
    // The last check is one that this version has no words for.
    return {
      statements: checks.map((check) => this.#statement(check, sizes)),
      checks: checks.length > 2 ? checks.slice(0, -1) : checks,
      texts: this.#sourceTexts,
      notAsked: Array.from({ length: this.upTo(3) }, () => this.#silent()),
      ...(this.next() < 0.5 ? {} : { earlier: ['2026-05-01', '2026-08-01'].map((day) => randomEarlier(this, day)) }),
      ...(this.next() < 0.5 ? {} : { comparison: randomComparison(this) }),
    };
  }

  /** A check that is not asked for, with a word of its own (`n4x`). */
  #silent(): string {
    return `${this.mark('n')} ${this.text()}`;
  }

  #rules(check: string): Rule<unknown>[] {
    return ['first', 'second', 'third'].map((slug) => rule(`${check}/${slug}`, this.text()));
  }

  #statement(check: Report['checks'][number], sizes: Sizes): Statement {
    const count = sizes.findings ?? (this.next() < 0.2 ? 0 : this.upTo(40));
    const findings = Array.from({ length: count }, () => this.#finding(check.rules));
    const gaps = Array.from({ length: sizes.gaps ?? this.upTo(3) }, () => this.#gap());
    const examined = this.upTo(3);
    return statement(
      { name: this.text(), digest: { gitCommit: '1f0c'.repeat(10) } },
      {
        assay: { version: '0.1.0', rulesSha256: 'ab'.repeat(32) },
        asOf: '2026-11-22',
        check: check.name,
        ...judge({ findings, gaps, examined }),
        examined,
        project: { name: this.text(), standard: 'ISO 26262', level: 'ASIL B' },
        rules: check.rules.map(
          ({ id }, index): RuleStatus =>
            index < 2 ? { id, applied: true } : { id, applied: false, because: this.text() },
        ),
        findings,
        gaps,
        inputs: [{ path: this.text(), sha256: 'cd'.repeat(32) }],
        tools: [{ name: this.text(), version: this.text(), commit: 'ef01', host: this.text() }],
        facts: check.name === 'policy' ? randomPolicyFacts(this) : { [this.text()]: this.text() },
      },
    );
  }

  /** Parts whose table has hostile text in each of its places, and a word of its own in each row (`p6x`). */
  #parts(): Parts<unknown, unknown> {
    const [title = '', first = '', second = ''] = Array.from({ length: 3 }, () => this.text());
    const cells = [`${this.mark('p')} ${this.text()}`, this.text()];
    return {
      noun: 'part',
      of: () => [],
      nameIn: () => '',
      board: { title, columns: [first, second], row: () => cells },
    };
  }

  /** One with hostile text in each of its places. */
  #sheet(): MakeSheet<unknown> {
    const [title, note, label, value, column, cell] = Array.from({ length: 6 }, () => this.text());
    return (_facts, findings) => ({
      title: `${title}`,
      sections: [
        { title: `${note}`, note: `${note}`, rows: [[`${label}`, `${value}`]] },
        {
          title: `${label}`,
          table: { columns: [`${column}`, 'said'], rows: findings.map(({ message }) => [`${cell}`, message]) },
        },
      ],
    });
  }

  /** Sources of one to three members; the text of some is not at hand, or is another. */
  #sources(): () => readonly MarkedSource[] {
    const groups = Array.from({ length: 1 + this.upTo(3) }, () => `${this.mark('m')} ${this.text()}`);
    const sources = groups.flatMap((group) =>
      Array.from({ length: 1 + this.upTo(3) }, (_, index) => this.#source(group, index)),
    );
    return () => sources;
  }

  #source(group: string, index: number): MarkedSource {
    const path = this.of(['src/ä b/lib.rs', 'a:b/', `${group}/${this.text()}`, `/${index}/`]) + this.text();
    const text = Array.from({ length: 1 + this.upTo(12) }, () => `\t${this.text()} ä 🦀`).join('\r\n');
    const count = text.split('\n').length;
    if (this.next() < 0.8) this.#sourceTexts.set(path, this.next() < 0.9 ? text : `${text} `);
    const place = () => [1 + this.upTo(count), 1 + this.upTo(30)] as const;
    const rows = [[this.text(), this.text()], [this.text()]];
    return {
      path,
      sha256: sha256(text),
      group,
      figures: [this.#figure(this.text()), this.#figure('statement')],
      lines: Array.from({ length: count }, (_, line) => ({ line: line + 1, kind: this.#kind() })),
      // Some lie in one another, some cross, some end before they begin or behind the line.
      spans: Array.from({ length: this.upTo(20) }, () => {
        return { from: place(), to: place(), kind: this.#kind(), words: this.text() };
      }),
      notes: [
        { line: 1 + this.upTo(count), title: this.text(), text: [this.text(), this.text()] },
        { line: 1, title: this.text(), text: [], table: { columns: [this.text(), this.text()], rows } },
      ],
    };
  }

  #figure(label: string): MarkedSource['figures'][number] {
    const total = this.of([0, 1, 3, 1000, 2 ** 40]);
    const reached = this.upTo(total + 1);
    const justified = this.of([{}, { justified: 0 }, { justified: total - reached }]);
    return { label, meaning: this.text(), reached, total, ...justified };
  }

  #kind(): MarkKind {
    return this.of(['reached', 'partly', 'missed', 'unknown', 'justified'] as const);
  }

  #finding(rules: Report['checks'][number]['rules']): Finding {
    const mark = this.mark('f');
    const rule = this.of(rules).id;
    const kind = this.of(['package', 'file', 'item', 'target'] as const);
    const subject: Subject = { kind, name: `${mark} ${this.text()}`, version: this.text() };
    const deviation = {
      id: 'DEV-1',
      ...(this.next() < 0.5 ? { disposition: 'not affected' as const } : {}),
      rationale: this.text(),
      approvedBy: this.text(),
      expires: '2027-03-31',
    };
    return {
      key: findingKey(rule, subject),
      rule,
      severity: this.next() < 0.6 ? 'error' : 'warning',
      subject,
      at: this.#place(),
      because: Array.from({ length: this.upTo(3) }, () =>
        this.next() < 0.5 ? { note: this.text() } : { at: this.#place(), note: this.text() },
      ),
      message: `${mark} ${this.text()} ${this.text()}`,
      remedy: this.text(),
      data: this.text(),
      deviation: this.next() < 0.25 ? deviation : null,
    };
  }

  #gap(): Gap {
    const mark = this.mark('g');
    const gap = { what: `${mark} ${this.text()}`, why: this.text(), remedy: this.text() };
    return this.next() < 0.5 ? gap : { ...gap, at: this.#place() };
  }

  #place(): Place {
    const marked = this.of(['Cargo.lock', ...this.#sourceTexts.keys()]);
    const path = this.of([marked, 'src/ä b/lib.rs', '$CARGO_HOME/registry/x.toml', `a:b/${this.text()}`]);
    if (this.next() < 0.3) return { path };
    const line = 1 + this.upTo(999);
    return this.next() < 0.5 ? { path, line } : { path, line, column: 1 + this.upTo(99) };
  }
}

/** A rule with words and nothing to do. */
function rule(id: string, title: string): Rule<unknown> {
  return defineRule<unknown, Json>({
    id,
    title,
    why: 'Because.',
    repair: 'Repair it.',
    clauses: [{ standard: 'ISO 26262', clause: '6-7.4', confidence: 'inferred' }],
    severity: { none: 'off', low: 'warning', medium: 'error', high: 'error', highest: 'error' },
    *find() {},
    message: () => '',
    remedy: () => '',
    controls: { raises: [null], spares: [null] },
  });
}
