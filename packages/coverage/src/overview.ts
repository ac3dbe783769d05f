import { count } from '@assay/evidence';
import type { CoverageFacts, MemberFact } from './facts.js';
import { type Figure, figuresOf, inPercent, justifiedRatio, rawRatio } from './figures.js';
import { type Metric, metrics, metricWords } from './metric.js';

/** The runs, and the figures of every member. */
export function overview(facts: CoverageFacts): string[] {
  const sources = facts.files.length;
  return [
    ...facts.runs.map(
      ({ command, features, outcome, passed, failed, ignored }) =>
        `${command} with ${features}: ${outcome}, ${count(passed + failed, 'test')} ran${failed > 0 ? `, ${failed} failed` : ''}${ignored > 0 ? `, ${ignored} ignored` : ''}`,
    ),
    ...facts.imports.map(
      ({ name, format, ranOn, speaksOf, lacks }) =>
        `${name} (${format}, ran on ${ranOn}) speaks of ${count(speaksOf, 'source file')}${lacks === '' ? '' : `; it cannot say: ${lacks}`}`,
    ),
    `${count(sources, 'source file')} measured, ${count(facts.leftOut.length, 'part')} left out`,
    ...figuresOf(facts).map(({ member, figures }) => `${member.name} (${member.level}): ${inWords(member, figures)}`),
    ...(facts.runs.length === 0 ? [] : ['The instrumented build is not the build of the product.']),
  ];
}

function inWords(member: MemberFact, figures: Record<Metric, Figure>): string {
  return metrics
    .map((metric) => {
      const raw = inPercent(rawRatio(figures[metric], member.countsUnmeasured));
      const justified = inPercent(justifiedRatio(figures[metric], member.countsUnmeasured));
      const asked = member.required.find((each) => each.metric === metric);
      return `${metricWords[metric].title.replace(/ coverage$/, '')} ${raw}${raw === justified ? '' : ` (${justified} with justifications)`}${asked === undefined ? '' : ` of ${asked.percent} %`}`;
    })
    .join(', ');
}
