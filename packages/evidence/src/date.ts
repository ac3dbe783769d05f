/** The UTC day of a moment in milliseconds since the epoch: `YYYY-MM-DD`. */
export function utcDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

/** Whole days from one day to another, both `YYYY-MM-DD`; negative when the second comes first. Throws RangeError for a text that is no day. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole days from 1970-01-01. */
function dayNumber(day: string): number {
  const number = new Date(`${day}T00:00:00Z`).getTime() / 86_400_000;
  if (!Number.isInteger(number)) throw new RangeError(`${day} is not a day`);
  return number;
}
