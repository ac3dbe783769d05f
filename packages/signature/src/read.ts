/** What was read, or what is wrong with it, as the end of a sentence that names the thing: `is not JSON`. */
export type Read<T> = { value: T } | { fault: string };
