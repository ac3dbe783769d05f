import { describe, expect, it } from 'vitest';
import { DETECTION_LENGTH, detectFormat } from './detect.js';

describe('detectFormat', () => {
  it.each([
    ['{"data":[', 'llvm-json'],
    ['\ufeff\n { "version" : "3.1.0"', 'llvm-json'],
    ['{"cargo_llvm_cov":{', 'llvm-json'],
    ['TN:\nSF:a', 'lcov'],
    ['SF:C:\\a', 'lcov'],
    ['\ufeff# é\r\n\r\n#\nTN:x', 'lcov'],
    ['<coverage>', 'cobertura'],
    ['<?xml version="1.0"?>\n<!DOCTYPE coverage SYSTEM "x">\n<!-- a-b --><!----><coverage line-rate="1"', 'cobertura'],
    ['', undefined],
    ['{}', undefined],
    ['{"/src/a.js":{"path":', undefined],
    ['[{"data":1}]', undefined],
    ['<report name="jacoco">', undefined],
    ['<coverages>', undefined],
    ['<!-- <coverage> -->', undefined],
    ['<html>', undefined],
    ['DA:1,1', undefined],
    ['hello', undefined],
    ['\u0081rforpl\u00ff', undefined],
  ])('%j: %s', (text, format) => {
    expect(detectFormat(Buffer.from(text))).toBe(format);
  });

  it('looks only at the beginning, and is not slow at anything', () => {
    expect(detectFormat(Buffer.from(`${' '.repeat(DETECTION_LENGTH)}SF:a`))).toBeUndefined();
    for (const part of ['<!---->', '<!-- - - -->', '<!a>', '<?a?>', '#\n', ' ', '<!--', '-', '<!', '\u00ff']) {
      expect(detectFormat(Buffer.from(part.repeat(5000)))).toBeUndefined();
    }
  });

  it('sees UTF-16, and so says nothing of it', () => {
    expect(detectFormat(Buffer.from('\ufeff{"data":[', 'utf16le'))).toBeUndefined();
  });
});
