/** What was read, or what is wrong with it, as the end of a sentence that names the thing: `is not JSON`. `remedy`: where there is one for this fault alone. */
export type Read<T> = { value: T } | { fault: string; remedy?: string };
