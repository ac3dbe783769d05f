import { UserError } from '@assay/evidence';
import { describe, expect, it } from 'vitest';
import { commonInputs, inDirectory, outputPath, readChoice, readInputs, readSwitch } from './inputs.js';

function environment(variables: Record<string, string>) {
  return { get: (name: string) => variables[name], names: () => Object.keys(variables).sort() };
}

describe('inputs', () => {
  it('are trimmed, and have their defaults where they are missing or empty', () => {
    const given = environment({ 'INPUT_WORKING-DIRECTORY': '  firmware \n', INPUT_POLICY: '' });
    expect(readInputs(commonInputs, given)).toEqual({
      'working-directory': 'firmware',
      policy: 'assay.toml',
      'evidence-dir': 'target/assay/evidence',
    });
  });

  it('that are required and missing are a mistake that names them', () => {
    expect(() => readInputs({ bundle: { required: true } }, environment({}))).toThrow('the input bundle is missing');
  });

  it.each(['a\nb', 'a\0b', 'a\u{1b}[2Kb'])('with control characters are refused: %j', (value) => {
    expect(() => readInputs(commonInputs, environment({ INPUT_POLICY: value }))).toThrow(UserError);
  });
});

describe('a switch', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
  ])('is read as YAML has it: %s', (value, meaning) => {
    expect(readSwitch({ install: value }, 'install')).toBe(meaning);
  });

  it.each(['', 'yes', '1', 'tRuE'])('is refused when it is something else: %j', (value) => {
    expect(() => readSwitch({ install: value }, 'install')).toThrow('the input install is neither true nor false');
  });
});

describe('a choice', () => {
  const read = (when: string) => readChoice({ when }, 'when', ['always', 'asked']);

  it('is one of its words', () => {
    expect([read('always'), read('asked')]).toEqual(['always', 'asked']);
  });

  it.each(['', 'Asked', 'never', 'asked, always'])('is refused when it is something else: %j', (value) => {
    expect(() => read(value)).toThrow(`the input when is none of always, asked: ${JSON.stringify(value)}`);
  });
});

describe('paths', () => {
  it('given as inputs are relative to the working directory', () => {
    expect(inDirectory('firmware', 'assay.toml')).toBe('firmware/assay.toml');
    expect(inDirectory('.', 'assay.toml')).toBe('assay.toml');
    expect(inDirectory('firmware', '/etc/assay.toml')).toBe('/etc/assay.toml');
  });

  it('given as outputs are relative to where the step runs, when inside it', () => {
    expect(outputPath(`${process.cwd()}/target/assay/bundle.zip`)).toBe('target/assay/bundle.zip');
    expect(outputPath('/elsewhere/bundle.zip')).toBe('/elsewhere/bundle.zip');
  });
});
