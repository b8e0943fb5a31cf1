import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import type { Id } from '#shared/domain/kernel/ids.ts';
import type { KnownCloud } from '#core/device.ts';
import type { ProfileFile } from '#core/profile.ts';
import { openCache } from '#core/store/cache/open-cache.ts';
import { openLog } from '#core/store/log/open-log.ts';
import { SimulatedFile, Template, type Image } from './simulated-file.ts';

let empty: { readonly log: Template; readonly cache: Template } | undefined;

/** The two files as the real code makes them, once for the whole process. */
function emptyFiles(): { readonly log: Template; readonly cache: Template } {
  if (empty) return empty;
  const folder = mkdtempSync(join(tmpdir(), 'sportello-template-'));
  try {
    const log = openLog(folder, 0);
    log.database.run('DELETE FROM identity');
    log.database.close();
    openCache(join(folder, 'cache.db'), 0).database.close();
    empty = { log: new Template(imageOf(join(folder, 'log.db'))), cache: new Template(imageOf(join(folder, 'cache.db'))) };
    return empty;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function emptyCache(): Template {
  return emptyFiles().cache;
}

/** A file without WAL, and with small pages, which are quick to copy. */
function imageOf(file: string): Buffer {
  const bytes = readFileSync(file);
  bytes[18] = bytes[19] = 1;
  const database = new BetterSqlite(bytes);
  database.pragma('page_size = 4096');
  database.exec('VACUUM');
  const image = database.serialize();
  database.close();
  return image;
}

/** The files of one person's desk. */
export interface ProfileFolder {
  readonly log: SimulatedFile;
  readonly cache: SimulatedFile;
  file: ProfileFile | undefined;
}

/** All that a machine keeps when it is switched off. */
export class SimulatedDisk {
  readonly profiles = new Map<Id, ProfileFolder>();
  /** Sign-in tokens, by account. */
  readonly vault = new Map<string, string>();
  device: KnownCloud = { lastEmail: null, person: null, remember: true };
  readonly #logDurable: boolean;
  /** How many power cuts may still come, so that images of older moments are worth keeping. */
  #powerCuts: number;

  constructor(options: { readonly logDurable: boolean; readonly powerCuts: number }) {
    this.#logDurable = options.logDurable;
    this.#powerCuts = options.powerCuts;
  }

  profile(person: Id): ProfileFolder {
    return this.profiles.get(person) ?? this.#keep({ person, ...emptyFiles(), file: undefined });
  }

  /** I13: the cache is gone, as if somebody had deleted the file. */
  loseCache(): void {
    for (const { cache } of this.profiles.values()) {
      cache.replace(emptyFiles().cache);
      if (cache.images) cache.images = [emptyFiles().cache];
    }
  }

  loseLog(): void {
    for (const { log } of this.profiles.values()) log.replace(emptyFiles().log);
  }

  /** What was not synced goes back to a moment that the system had written by itself; `choose` picks one, in [0, 1). */
  cutPower(choose: () => number): void {
    this.#powerCuts -= 1;
    for (const { log, cache } of this.profiles.values()) {
      for (const file of [log, cache]) {
        if (file.durable || !file.images) continue;
        const image = file.images[Math.floor(choose() * file.images.length)];
        if (!image) continue;
        file.replace(image);
        file.images = this.#powerCuts > 0 ? [image] : null;
      }
    }
  }

  copy(): DiskCopy {
    return {
      vault: new Map(this.vault), device: this.device,
      profiles: [...this.profiles].map(([person, { log, cache, file }]) => ({ person, log: log.image(), cache: cache.image(), file })),
    };
  }

  restore({ vault, device, profiles }: DiskCopy): void {
    this.close();
    this.profiles.clear();
    this.vault.clear();
    for (const [account, secret] of vault) this.vault.set(account, secret);
    this.device = device;
    for (const profile of profiles) this.#keep(profile);
  }

  close(): void {
    for (const { log, cache } of this.profiles.values()) {
      log.close();
      cache.close();
    }
  }

  #keep({ person, log, cache, file }: ProfileCopy): ProfileFolder {
    const folder: ProfileFolder = { log: new SimulatedFile(log, this.#logDurable), cache: new SimulatedFile(cache, false), file };
    if (this.#powerCuts > 0) {
      folder.cache.images = [cache];
      if (!this.#logDurable) folder.log.images = [log];
    }
    this.profiles.set(person, folder);
    return folder;
  }
}

interface ProfileCopy {
  readonly person: Id;
  readonly log: Image;
  readonly cache: Image;
  readonly file: ProfileFile | undefined;
}
export interface DiskCopy {
  readonly vault: ReadonlyMap<string, string>;
  readonly device: KnownCloud;
  readonly profiles: readonly ProfileCopy[];
}
