import { count, inPercent } from '@assay/evidence';
import type { CoverageFacts, ImportFact, MemberFact, RunFact } from './facts.js';
import { type Figure, figuresOf, isMet, justifiedRatio, rawRatio } from './figures.js';
import { type Metric, metrics, metricWords } from './metric.js';

/** The runs, and the figures of every member. */
export function overview(facts: CoverageFacts): string[] {
  return [
    ...facts.runs.map(runInWords),
    ...facts.imports.map(importInWords),
    `${count(facts.files.length, 'source file')} measured, ${count(facts.leftOut.length, 'part')} left out`,
    ...(facts.complete
      ? figuresOf(facts).map(({ member, figures }) => `${member.name} (${member.level}): ${inWords(member, figures)}`)
      : ['No figures: a run or a report left no records, and what it reached is not known.']),
    ...(facts.runs.length === 0 ? [] : ['The instrumented build is not the build of the product.']),
  ];
}

function runInWords({ command, features, outcome, passed, failed, ignored, panicking }: RunFact): string {
  const others = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(ignored > 0 ? [`${ignored} ignored`] : []),
    ...(panicking > 0 ? [`${panicking} of them panic on purpose and were measured apart`] : []),
  ];
  return [`${command} with ${features}: ${outcome}, ${count(passed + failed, 'test')} ran`, ...others].join(', ');
}

function importInWords({ name, format, ranOn, speaksOf, lacks }: ImportFact): string {
  const limits = lacks === '' ? '' : `; it cannot say: ${lacks}`;
  return `${name} (${format}, ran on ${ranOn}) speaks of ${count(speaksOf, 'source file')}${limits}`;
}

/** `statement 100.0 %, condition 95.4 % (100 % asked); not asked for: MC/DC 90.9 %`. */
function inWords(member: MemberFact, figures: Record<Metric, Figure>): string {
  const [asked, others] = [true, false].map((isAsked) =>
    metrics
      .filter((metric) => member.required.some((each) => each.metric === metric) === isAsked)
      .map((metric) => figureInWords(member, metric, figures[metric])),
  );
  const parts = [asked?.join(', ') ?? '', others?.length === 0 ? '' : `not asked for: ${others?.join(', ')}`];
  return parts.filter((part) => part !== '').join('; ');
}

function figureInWords({ required, countsUnmeasured }: MemberFact, metric: Metric, figure: Figure): string {
  const [raw, total] = [rawRatio(figure, countsUnmeasured), justifiedRatio(figure, countsUnmeasured)];
  const percent = required.find((each) => each.metric === metric)?.percent;
  const notes = [
    ...(total.reached === raw.reached ? [] : [`${inPercent(total)} with what is justified`]),
    ...(percent === undefined || isMet(figure, countsUnmeasured, percent) ? [] : [`${percent} % asked`]),
  ];
  const name = metricWords[metric].title.replace(/ coverage$/, '');
  return `${name} ${inPercent(raw)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
