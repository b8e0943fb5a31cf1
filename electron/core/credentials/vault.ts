import type { HostPorts } from '../host.ts';
import { openEncryptedFile } from './encrypted-file.ts';
import { openKeychain } from './keychain.ts';

/** Where a secret came to lie. `memory`: it is gone when the program ends. */
export type VaultDriver = 'keychain' | 'encrypted_file' | 'memory';

/**
 * Keeps the sign-in token: the system's keychain, else a file encrypted by the host, else memory only (OFF-04). Never
 * in clear on disk, never out of the core. One account per (cloud, person).
 */
export interface Vault {
  get(account: string): Promise<{ readonly secret: string; readonly driver: VaultDriver } | null>;
  /** Answers where it lies. Without `remember` (ACC-15) memory only, and an older copy elsewhere is taken away. */
  set(account: string, secret: string, remember: boolean): Promise<VaultDriver>;
  remove(account: string): Promise<void>;
  close(): Promise<void>;
}

interface Place {
  get(account: string): Promise<string | null>;
  set(account: string, secret: string): Promise<void>;
  remove(account: string): Promise<void>;
}

const ANSWER_WITHIN = 3_000;

/** Opens at once; the keychain is looked for behind, and calls wait for it no longer than `limit` ms each. */
export function openVault(root: string, encryption: HostPorts['encryption'], trouble: (what: string) => void, limit = ANSWER_WITHIN): Vault {
  const memory = new Map<string, string>();
  // A platform without the library's binary has no keychain, and that is all.
  const keychain = openKeychain('sportello', limit).catch(() => undefined);
  const places = keychain.then((found): { driver: VaultDriver; place: Place }[] => [
    ...(found ? [{ driver: 'keychain' as const, place: found }] : []),
    ...(encryption ? [{ driver: 'encrypted_file' as const, place: openEncryptedFile(root, encryption) }] : []),
  ]);
  /** A place that fails is passed over; the next one, and memory in the end, does its work. */
  const attempt = async <T>(driver: VaultDriver, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch {
      trouble(driver);
      return undefined;
    }
  };
  const removeEverywhere = async (account: string, except?: VaultDriver) => {
    for (const { driver, place } of await places) if (driver !== except) await attempt(driver, () => place.remove(account));
  };
  return {
    async get(account) {
      const held = memory.get(account);
      if (held !== undefined) return { secret: held, driver: 'memory' };
      for (const { driver, place } of await places) {
        const secret = await attempt(driver, () => place.get(account));
        if (secret) return { secret, driver };
      }
      return null;
    },
    async set(account, secret, remember) {
      memory.delete(account);
      if (remember) {
        for (const { driver, place } of await places) {
          const kept = await attempt(driver, async () => (await place.set(account, secret), true));
          if (!kept) continue;
          await removeEverywhere(account, driver);
          return driver;
        }
      }
      await removeEverywhere(account);
      memory.set(account, secret);
      return 'memory';
    },
    async remove(account) {
      memory.delete(account);
      await removeEverywhere(account);
    },
    async close() {
      await (await keychain)?.close();
    },
  };
}
