import type { Facts } from '#shared/domain/kernel/command.ts';

/** Codes of failures of this device's disk; each has a sentence in shared/locales. */
export type StoreErrorCode =
  | 'disk.full'
  | 'disk.read_only'
  | 'disk.not_a_folder'
  | 'disk.failed'
  | 'store.newer'
  | 'store.locked'
  | 'store.broken'
  | 'store.network_drive'
  | 'store.closed'
  | 'file.gone';

/** R6: what the disk cannot do, as a code and the facts that its sentence needs. Anything else thrown here is a bug. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  readonly facts: Facts;

  constructor(code: StoreErrorCode, facts: Facts = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'StoreError';
    this.code = code;
    this.facts = facts;
  }
}

const BY_PREFIX: readonly (readonly [prefix: string, code: StoreErrorCode])[] = [
  // A shared-memory file that cannot grow is a full disk too.
  ['SQLITE_IOERR_SHMSIZE', 'disk.full'],
  ['SQLITE_FULL', 'disk.full'],
  ['SQLITE_READONLY', 'disk.read_only'],
  ['SQLITE_CANTOPEN', 'disk.read_only'],
  ['SQLITE_PERM', 'disk.read_only'],
  ['SQLITE_AUTH', 'disk.read_only'],
  ['SQLITE_CORRUPT', 'store.broken'],
  ['SQLITE_NOTADB', 'store.broken'],
  ['SQLITE_BUSY', 'store.locked'],
  ['SQLITE_LOCKED', 'store.locked'],
  ['SQLITE_PROTOCOL', 'store.locked'],
  ['SQLITE_IOERR', 'disk.failed'],
];
const BY_SYSTEM: Readonly<Record<string, StoreErrorCode>> = {
  EACCES: 'disk.read_only',
  EPERM: 'disk.read_only',
  EROFS: 'disk.read_only',
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  ENOTDIR: 'disk.not_a_folder',
  EEXIST: 'disk.not_a_folder',
  EIO: 'disk.failed',
  EMFILE: 'disk.failed',
  ENFILE: 'disk.failed',
};

/** What a file system's code means here; undefined for one that says nothing of the disk. */
export function diskCodeOf(system: string): StoreErrorCode | undefined {
  return BY_SYSTEM[system];
}

/** The typed form of what SQLite or the file system said; undefined when it is neither's, which makes it a bug. */
export function storeErrorOf(error: unknown, file: string): StoreError | undefined {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  const system = error.code;
  const code = BY_PREFIX.find(([prefix]) => system.startsWith(prefix))?.[1] ?? diskCodeOf(system);
  return code === undefined ? undefined : new StoreError(code, { file, system }, error);
}

/** Runs the work; what the disk refuses is thrown as a StoreError that names the file. */
export function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeErrorOf(error, file) ?? error;
  }
}
