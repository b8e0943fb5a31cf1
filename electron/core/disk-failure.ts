import { CoreError, typedError } from './core-error.ts';
import { diskCodeOf } from './store/store-error.ts';

/** Throws the typed form of what the file system said (R6); for the catch of a promise. `file` where the system may not name it. */
export function diskFailure(error: unknown, file?: string): never {
  if (typedError(error)) throw error;
  const system = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  throw new CoreError(diskCodeOf(system) ?? 'disk.failed', { system, file: file ?? pathOf(error) }, error);
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : '…';
}
