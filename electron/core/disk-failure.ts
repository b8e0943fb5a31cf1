import { CoreError, typedError } from './core-error.ts';

const CODES: Readonly<Record<string, string>> = {
  EACCES: 'disk.read_only',
  EPERM: 'disk.read_only',
  EROFS: 'disk.read_only',
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  ENOTDIR: 'disk.not_a_folder',
  EEXIST: 'disk.not_a_folder',
};

/** Throws the typed form of what the file system said (R6); for the catch of a promise. */
export function diskFailure(error: unknown): never {
  if (typedError(error)) throw error;
  const system = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  throw new CoreError(CODES[system] ?? 'disk.failed', { system }, error);
}
