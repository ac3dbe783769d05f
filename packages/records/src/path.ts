/** What is wrong with a text as a path of a file; `undefined` where nothing is. Whether there is such a file is not looked at. */
export function pathFault(path: string): string | undefined {
  if (path === '') return 'a file has no name';
  return path.includes('\0') ? 'the name of a file holds a zero byte' : undefined;
}
