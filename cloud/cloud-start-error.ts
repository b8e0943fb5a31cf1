/** Why the cloud did not start; `main.ts` has a sentence for each. */
export type CloudStartCode =
  | 'port.taken'
  | 'port.refused'
  | 'data_folder.not_writable'
  | 'database.no_binaries'
  | 'database.folder_closed'
  | 'database.other_version'
  | 'database.start_failed'
  | 'database.unreachable'
  | 'database.newer';

/** `facts` are what the sentence needs; `cause` is the original error, for the log. */
export class CloudStartError extends Error {
  readonly code: CloudStartCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: CloudStartCode, facts: Readonly<Record<string, string | number>>, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause });
    this.name = 'CloudStartError';
    this.code = code;
    this.facts = facts;
  }
}
