/** `method` of `module::Type::method`. */
export function lastPart(name: string): string {
  return name.split('::').at(-1) ?? '';
}
