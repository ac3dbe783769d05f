/** What is wrong with an archive, as the end of a sentence that begins with its name: `holds a link, "bin/rustc"`. */
export class ArchiveFault extends Error {}

/** An entry's or claim's name as messages may show it: without line ends and other control characters. */
export function quote(name: string): string {
  return JSON.stringify(name);
}
