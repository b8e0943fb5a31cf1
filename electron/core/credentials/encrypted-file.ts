import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { HostPorts } from '../host.ts';
import { writePrivateFile } from '../private-file.ts';

const fileSchema = z.record(z.string(), z.base64());

/** Secrets in `credentials.json`, each encrypted by the host for the system's account; readable by this user alone. */
export interface EncryptedFile {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}

export function openEncryptedFile(root: string, encryption: NonNullable<HostPorts['encryption']>): EncryptedFile {
  const path = join(root, 'credentials.json');
  // What cannot be read is as good as absent: the person signs in again, and the next write replaces it.
  const read = async (): Promise<Record<string, string>> => {
    try {
      return fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      return {};
    }
  };
  let queue: Promise<unknown> = Promise.resolve();
  /** Reading, changing and writing is one step: two that overlap would lose one. */
  const change = (edit: (kept: Record<string, string>) => Record<string, string>): Promise<void> => {
    const turn = queue.then(async () => writePrivateFile(path, JSON.stringify(edit(await read()))));
    queue = turn.catch(() => undefined);
    return turn;
  };
  return {
    async get(account) {
      const kept = (await read())[account];
      return kept === undefined ? null : encryption.decrypt(Buffer.from(kept, 'base64')).catch(() => null);
    },
    async set(account, secret) {
      const cipher = Buffer.from(await encryption.encrypt(secret)).toString('base64');
      await change((kept) => ({ ...kept, [account]: cipher }));
    },
    async remove(account) {
      if ((await read())[account] === undefined) return;
      await change(({ [account]: _gone, ...rest }) => rest);
    },
  };
}
