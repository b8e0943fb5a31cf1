import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { secretSchema, type SignInDevice } from '#shared/api/access.ts';
import type { Device } from '../device.ts';
import type { Vault } from './vault.ts';

/**
 * Who this device is to the cloud: its id, and a secret of 256 bits that is made once and kept in the vault apart from the
 * token. The cloud takes a token only together with the secret it was given to, so a copied token alone opens nothing.
 */
export interface DeviceKey {
  /** Reads the secret, or makes it where there is none any more: sessions that knew the old one are over. */
  ready(): Promise<SignInDevice>;
  /** The secret once it was read; null before. A token is never held without it. */
  secret(): string | null;
}

/** Where each secret of this device lies in the vault; two data folders on one machine never share one. */
export interface VaultPlaces {
  readonly device: string;
  token(personId: string): string;
  /** The proof that this device was trusted for an address (ACC-05). */
  trust(email: string): string;
}

export function vaultPlaces(device: Device, key: string): VaultPlaces {
  const own = () => `${key}/${device.id()}`;
  return {
    get device() {
      return `${own()}/device`;
    },
    token: (personId) => `${own()}/${personId}`,
    trust: (email) => `${own()}/trust/${email.trim().toLowerCase()}`,
  };
}

/** @param system what the list of devices calls this one, beside the machine's own name */
export function createDeviceKey(device: Device, places: VaultPlaces, vault: Vault, system: string): DeviceKey {
  let secret: string | null = null;
  let reading: Promise<string> | undefined;
  const readOrMake = async (): Promise<string> => {
    const kept = (await vault.get(places.device))?.secret;
    if (kept !== undefined && secretSchema.safeParse(kept).success) return kept;
    const made = randomBytes(32).toString('base64url');
    // It outlives the program also where the token does not: *Dispositivo sicuro* is not *Ricordami* (ACC-15).
    await vault.set(places.device, made, true);
    return made;
  };
  return {
    async ready() {
      secret = await (reading ??= readOrMake());
      return { id: device.id(), secret, name: `${system}, ${hostname()}`.slice(0, 120) };
    },
    secret: () => secret,
  };
}
