export const supportOf = (..._: unknown[]): 'unknown' | 'supported' | 'ending' | 'ended' => 'unknown';
export const likelyReason = (_: unknown): { what: string; since?: string } | undefined => undefined;
export const inferFromPackage = (_: unknown): { rust: string; by: string }[] => [];
export const newestInferred = (_: unknown): { rust: string; by: string } | null => null;
