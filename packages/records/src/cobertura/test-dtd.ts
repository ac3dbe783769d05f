import { SaxesParser } from 'saxes';

/**
 * What coverage-04.dtd demands: of each element, its children as a pattern over their names, and its attributes; `?` marks those that
 * may be left out. Source: cobertura/src/site/htdocs/xml/coverage-04.dtd in https://github.com/cobertura/cobertura
 */
const elements: Readonly<Record<string, { children: RegExp; attributes: string }>> = {
  coverage: {
    children: /^(sources )?packages $/,
    attributes:
      'line-rate branch-rate lines-covered lines-valid branches-covered branches-valid complexity version timestamp',
  },
  sources: { children: /^(source )*$/, attributes: '' },
  source: { children: /^$/, attributes: '' },
  packages: { children: /^(package )*$/, attributes: '' },
  package: { children: /^classes $/, attributes: 'name line-rate branch-rate complexity' },
  classes: { children: /^(class )*$/, attributes: '' },
  class: { children: /^methods lines $/, attributes: 'name filename line-rate branch-rate complexity' },
  methods: { children: /^(method )*$/, attributes: '' },
  method: { children: /^lines $/, attributes: 'name signature line-rate branch-rate complexity' },
  lines: { children: /^(line )*$/, attributes: '' },
  line: { children: /^(conditions )*$/, attributes: 'number hits branch? condition-coverage?' },
};

/** What is wrong with a report, by coverage-04.dtd. */
export function faultsOf(report: string): string[] {
  const faults: string[] = [];
  const open: { name: string; children: string }[] = [];
  const parser = new SaxesParser();
  parser.on('error', ({ message }) => faults.push(message));
  parser.on('text', (text) => {
    if (text.trim() !== '' && open.at(-1)?.name !== 'source') faults.push(`text ${text}`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.children += `${name} `;
    open.push({ name, children: '' });
    faults.push(...attributeFaults(name, Object.keys(attributes)));
  });
  parser.on('closetag', ({ name }) => {
    const { children = '' } = open.pop() ?? {};
    if (elements[name]?.children.test(children) !== true) faults.push(`${name} has the children ${children}`);
  });
  parser.write(report).close();
  return faults;
}

function attributeFaults(name: string, present: readonly string[]): string[] {
  const known = (elements[name]?.attributes ?? '').split(' ').filter((attribute) => attribute !== '');
  const names = known.map((attribute) => attribute.replace('?', ''));
  return [
    ...known
      .filter((attribute) => !attribute.endsWith('?') && !present.includes(attribute))
      .map((attribute) => `${name} lacks ${attribute}`),
    ...present.filter((attribute) => !names.includes(attribute)).map((attribute) => `${name} has ${attribute}`),
  ];
}
