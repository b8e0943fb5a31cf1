import type { Id } from '#shared/domain/kernel/ids.ts';
import type { RunAnswer } from '#shared/rpc/contract.ts';
import { createCloudClock } from '#core/cloud/clock.ts';
import { createCloud, type Cloud } from '#core/cloud/cloud.ts';
import { createCommandRunner, type CommandRunner } from '#core/commands/command-runner.ts';
import { CoreError } from '#core/core-error.ts';
import { createDeviceKey, vaultPlaces } from '#core/credentials/device-key.ts';
import type { PinLock } from '#core/credentials/pin-lock.ts';
import type { Vault } from '#core/credentials/vault.ts';
import type { Desk } from '#core/desk.ts';
import type { Device } from '#core/device.ts';
import type { EventLog } from '#core/errors/event-log.ts';
import { takeBack } from '#core/outbox/take-back.ts';
import { createProfile, type Person as ProfilePerson, type Profile } from '#core/profile.ts';
import { createSession, type Session } from '#core/session.ts';
import { ThreadedCache } from '#core/store/cache/cache-store.ts';
import type { CacheFiles } from '#core/store/cache/open-cache.ts';
import { StoreError } from '#core/store/store-error.ts';
import { joinStore } from '#core/store/join-store.ts';
import { SqliteLog } from '#core/store/log/log-store.ts';
import { prepareLog } from '#core/store/log/open-log.ts';
import type { DraftStore, FileStore } from '#core/store/store.ts';
import { createPublisher } from '#core/topics.ts';
import { PASSWORD } from '#cloud/testing/small-data.ts';
import { START, type Cursor, type Me } from '#shared/api/sync.ts';
import type { Person } from './cast.ts';
import { InProcessWorker } from './in-process-worker.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { emptyCache, type ProfileFolder, type SimulatedDisk } from './simulated-disk.ts';
import { SimulatedConnection, type MortalLife } from './simulated-file.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Chance of keeping an image of a file at a commit, and how many are kept. */
const IMAGE_CHANCE = 0.3;
const IMAGES = 4;

/** One run of the core on a desk. */
export interface DeskLife extends MortalLife {
  session: Session;
  runner: CommandRunner;
  /** The cache has changed since somebody looked. */
  cacheChanged: boolean;
  /** Events until it is killed; undefined to go on. */
  eventsLeft?: number | undefined;
}

export interface Given {
  readonly command: string;
  readonly input: unknown;
  readonly tenant: Id;
  /** Undo-send: it waits a moment before it goes. */
  readonly undoable: boolean;
}

/** A machine with its disk and network, and the core that runs on it between two crashes. */
export class SimulatedDesk {
  readonly name: string;
  readonly disk: SimulatedDisk;
  readonly network: SimulatedNetwork;
  readonly #time: VirtualTime;
  readonly #bug: PlantedBug | undefined;
  /** A bug of the core itself: what is told as `unexpected`. */
  readonly #trouble: (text: string) => void;
  /** Looked at when the cache has changed and all is still. */
  watch: (desk: SimulatedDesk) => void = () => undefined;
  /** How far the machine's clock is from the truth, ms. */
  skew = 0;
  life: DeskLife | undefined;

  constructor(name: string, disk: SimulatedDisk, network: SimulatedNetwork, time: VirtualTime, bug: PlantedBug | undefined, trouble: (text: string) => void) {
    this.name = name;
    this.disk = disk;
    this.network = network;
    this.#time = time;
    this.#bug = bug;
    this.#trouble = trouble;
  }

  get desk(): Desk | undefined {
    return this.life?.alive ? this.life.session.openDesk() : undefined;
  }

  /** The core starts and opens the last person's desk. */
  async start(): Promise<void> {
    const started = this.boot();
    await this.#time.pass(5_000, started);
  }

  /** The same without waiting. Answers whether it has started, or died of it. */
  boot(): () => boolean {
    const before = this.life;
    if (before?.alive) return () => true;
    const life = this.#newLife();
    this.life = life;
    let started = false;
    this.#time.in(0, () => void life.session.start().then(() => (started = true)), life);
    return () => started || !life.alive;
  }

  /** Ends at once, wherever it is. With `power` the machine goes too: what was not synced is at the system's mercy. */
  kill(power: boolean): void {
    if (this.life) this.life.alive = false;
    if (power) this.disk.cutPower(() => this.#time.random.next());
  }

  /** Signs in, and waits until it worked or failed. */
  async signIn(person: Person): Promise<boolean> {
    const { life } = this;
    if (!life?.alive) return false;
    let state: 'asking' | 'in' | 'failed' = 'asking';
    await this.#time.as(life, () => {
      life.session.signIn(person.email, PASSWORD, true).then(() => (state = 'in'), () => (state = 'failed'));
    });
    await this.#time.pass(20_000, () => state !== 'asking' || !life.alive);
    // TypeScript does not see the callbacks.
    return (state as string) === 'in';
  }

  /** Gives a command; `told` hears the answer, if one comes before the end. */
  async give(given: Given, told: (answer: RunAnswer) => void): Promise<void> {
    const { life } = this;
    const desk = this.desk;
    if (!life || !desk?.profile.feed(given.tenant)) return;
    const request = { tenant: given.tenant, name: given.command, input: given.input, acceptRemarks: true, queueAnyway: true, undoable: given.undoable, draftId: null };
    await this.#time.as(life, () => {
      life.runner.run(desk, request).then(
        (answer) => {
          if (life.alive) told(answer);
        },
        (error: unknown) => {
          // Damage that is met is told to the person, who asks again (R6); so is a company that was lost while it waited.
          if (life.alive && !(error instanceof StoreError) && desk.profile.feed(given.tenant)) this.#trouble(`a bug: a command failed on ${this.name}: ${String(error)}`);
        },
      );
    });
  }

  /** Takes a command back, where it has not gone; what cannot be taken back stays. */
  async takeBack(id: Id): Promise<void> {
    const { life, desk } = this;
    if (!life || !desk) return;
    await this.#time.as(life, () => {
      takeBack(desk.profile.store, id, this.#time.now + this.skew).catch((error: unknown) => {
        if (life.alive && !(error instanceof StoreError) && !(error instanceof CoreError)) this.#trouble(`a bug: taking back failed on ${this.name}: ${String(error)}`);
      });
    });
  }

  async wake(): Promise<void> {
    const { life } = this;
    if (life?.alive) await this.#time.as(life, () => life.session.openDesk()?.sync.wake(true));
  }

  #newLife(): DeskLife {
    const time = this.#time;
    const now = () => time.now + this.skew;
    const events = this.#events();
    const publisher = createPublisher();
    const clock = createCloudClock(now);
    const life: DeskLife = { name: this.name, alive: true, cacheChanged: false } as DeskLife;
    const cloud = this.#cloud(createCloud('', '0', clock, now, this.network.http()));
    const [device, vault] = [this.#device(life), this.#vault(life)];
    const places = vaultPlaces(device, 'cloud');
    life.session = createSession({
      device, key: 'cloud', cloud, clock, vault, publisher, events, now,
      places, deviceKey: createDeviceKey(device, places, vault, 'simulated'), openPin: async () => NO_PIN,
      openProfile: (_folder, person, me) => this.#openProfile(life, now, person, me),
    });
    life.runner = createCommandRunner(clock, now, publisher, events, () => true);
    life.afterEvent = () => {
      if (!life.alive) return;
      if (life.cacheChanged) {
        life.cacheChanged = false;
        this.watch(this);
      }
      if (life.eventsLeft === undefined || (life.eventsLeft -= 1) >= 0) return;
      life.alive = false;
      life.onDeath?.();
    };
    return life;
  }

  #cloud(real: Cloud): Cloud {
    const cloud: Cloud = { ...real, events: (token, signal, onOpen, onPoke) => this.network.events(token, signal, onOpen, onPoke) };
    return this.#bug?.cloud ? this.#bug.cloud(cloud, () => this.desk?.profile.store.log) : cloud;
  }

  async #openProfile(life: DeskLife, now: () => number, person: Omit<ProfilePerson, 'language'>, me: Me | undefined): Promise<Profile> {
    const folder = this.disk.profile(person.id);
    const database = new SimulatedConnection(folder.log, life, () => this.#keepImage(folder.log));
    prepareLog(database, now());
    const journal = { saved: () => undefined, changed: () => undefined, needsRewriting: () => false, rewrite: () => undefined, close: () => undefined };
    const log = new SqliteLog({ database, journal, file: 'log.db', repaired: [] }, { makeRoom: () => false, warn: () => undefined });
    this.#bug?.log?.(log);
    const files = this.#cacheFiles(folder, life);
    const alter = this.#bug?.writer?.((tenant) => {
      const [row] = folder.cache.statement('SELECT seq, mark FROM meta WHERE tenant = ?').all(tenant) as Cursor[];
      return row ?? START;
    });
    const cache = new ThreadedCache({
      file: 'cache.db', now, warn: () => undefined, pending: log, complete: (detail) => detail,
      threads: { startWorker: (role) => new InProcessWorker(this.#time, role, files, alter), openForReading: files.openForReading },
    });
    await cache.open();
    const store = await joinStore({ log, drafts: noDrafts, cache, files: noFiles, release: () => undefined });
    const profile = await createProfile({
      folder: '', store, now,
      file: folder.file ?? { person: { ...person, language: 'it' }, feeds: [], clock: { offset: 0, at: 0 } },
      save: async (file) => {
        if (life.alive) folder.file = file;
      },
    });
    if (me) await profile.update(me);
    return profile;
  }

  #cacheFiles(folder: ProfileFolder, life: DeskLife): CacheFiles {
    const open = () =>
      new SimulatedConnection(folder.cache, life, () => {
        life.cacheChanged = true;
        this.#keepImage(folder.cache);
      });
    return {
      openForWriting: () => ({ database: open(), aside: null }),
      openForReading: open,
      putAside: () => {
        if (life.alive) folder.cache.replace(emptyCache());
        return 'cache.db.bad';
      },
      // A file in memory has no side file.
      foldIn: () => undefined,
    };
  }

  #keepImage(file: ProfileFolder['log']): void {
    if (file.durable || !file.images || this.#time.random.next() > IMAGE_CHANCE) return;
    file.images = [...file.images, file.image()].slice(-IMAGES);
  }

  #device(life: DeskLife): Device {
    const settings = { language: 'it', theme: 'system', density: 'comfortable', undoSend: true } as const;
    return {
      open: async () => undefined,
      id: () => DEVICE,
      settings: () => settings,
      changeSettings: async () => settings,
      cloud: () => this.disk.device,
      changeCloud: async (_key, change) => {
        if (life.alive) this.disk.device = { ...this.disk.device, ...change };
      },
      profileFolder: (_key, person) => person,
    };
  }

  #vault(life: DeskLife): Vault {
    const { vault } = this.disk;
    return {
      get: async (account) => {
        const secret = vault.get(account);
        return secret === undefined ? null : { secret, driver: 'keychain' };
      },
      set: async (account, secret) => {
        if (life.alive) vault.set(account, secret);
        return 'keychain';
      },
      remove: async (account) => {
        if (life.alive) vault.delete(account);
      },
      close: async () => undefined,
    };
  }

  #events(): EventLog {
    return {
      write: (level, code, facts) => {
        if (!this.life?.alive) return;
        if (level === 'error' && code === 'unexpected') this.#trouble(`a bug: ${this.name}: ${JSON.stringify(facts)}`);
        // It mends itself; it should never have to (I4).
        if (code === 'sync.mismatch') this.#trouble(`I4 ${this.name} differs from the cloud in ${String(facts?.['entities'])}`);
      },
      tail: () => [],
      flush: async () => undefined,
    };
  }
}

const DEVICE = '0193b2c0-0090-7000-8000-000000000001';
const NO_PIN: PinLock = {
  locked: () => null, chosen: () => null, lock: () => false, unlock: async () => undefined, passed: async () => undefined,
  set: async () => undefined, remove: async () => undefined, active: () => undefined, isIdle: () => false,
};

/** Words that are being typed, and bytes of files, are not what is simulated. */
const noDrafts: DraftStore = { save: () => undefined, get: () => undefined, list: () => [], remove: () => undefined, close: () => undefined };
const noFiles: FileStore = { keep: async () => ({ sha256: '', size: 0 }), has: async () => true, whole: async () => true, pathOf: () => '' };
