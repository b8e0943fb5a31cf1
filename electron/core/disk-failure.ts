import { CoreError, typedError } from './core-error.ts';
import { diskCodeOf } from './store/store-error.ts';

/** Throws the typed form of what the file system said (R6); for the catch of a promise. */
export function diskFailure(error: unknown): never {
  if (typedError(error)) throw error;
  const system = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  throw new CoreError(diskCodeOf(system) ?? 'disk.failed', { system }, error);
}
