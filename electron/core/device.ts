import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';
import { idSchema, type Id } from '#shared/domain/kernel/ids.ts';
import { deviceSettingsSchema, type DeviceSettings } from '#shared/rpc/contract.ts';
import { makePrivateFolder, writePrivateFile } from './private-file.ts';
import { diskFailure } from './disk-failure.ts';

const personSchema = z.object({ id: idSchema, name: z.string(), email: z.string() });
const cloudSchema = z.object({
  lastEmail: z.string().nullable(),
  /** Whose desk opens without a token; null after a sign-out. */
  person: personSchema.nullable(),
  /** ACC-15: whether the token outlives this run. */
  remember: z.boolean(),
});
const USUAL: DeviceSettings = { language: 'it', theme: 'system', density: 'comfortable', undoSend: true };
/** A setting that the file does not have yet is the usual one; one of a newer program is left out. */
const settingsSchema = z.looseObject({}).transform((kept) => z.object(deviceSettingsSchema.shape).parse({ ...USUAL, ...kept }));
const deviceSchema = z.object({
  /** Which device this is to every cloud; files of before had none. */
  id: idSchema.default(() => uuidv7()),
  settings: settingsSchema,
  clouds: z.record(z.string(), cloudSchema),
});
export type KnownCloud = z.output<typeof cloudSchema>;
type DeviceFile = z.output<typeof deviceSchema>;

const NOBODY: KnownCloud = { lastEmail: null, person: null, remember: true };
const fresh = (): DeviceFile => ({ id: uuidv7(), settings: USUAL, clouds: {} });

/** What this device remembers beside the profiles: settings of the screen, and who signed in last at which cloud. */
export interface Device {
  /** Reads `device.json`, making the folder when missing. Throws a CoreError `disk.*` where it cannot be written (R6). */
  open(): Promise<void>;
  /** Made once; lost with the folder, and what the cloud trusted of this device with it (ACC-05). */
  id(): Id;
  settings(): DeviceSettings;
  changeSettings(change: { readonly [K in keyof DeviceSettings]?: DeviceSettings[K] | undefined }): Promise<DeviceSettings>;
  cloud(key: string): KnownCloud;
  changeCloud(key: string, change: Partial<KnownCloud>): Promise<void>;
  /** The folder of one person's desk at one cloud. */
  profileFolder(key: string, personId: Id): string;
}

/** Until `open` has succeeded it knows nothing but the defaults. A broken file is put aside, never deleted. */
export function createDevice(root: string, aside: (path: string) => void): Device {
  const path = join(root, 'device.json');
  let content: DeviceFile = fresh();
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  };
  const write = async (next: DeviceFile) => {
    await writePrivateFile(path, JSON.stringify(next, null, 2)).catch(diskFailure);
    content = next;
  };
  return {
    open: () =>
      inTurn(async () => {
        await makePrivateFolder(root).catch(diskFailure);
        content = await readDevice(path, aside);
        // Writing at once tells a read-only folder now and not when the first words would be lost (R6).
        await write(content);
      }),
    id: () => content.id,
    settings: () => content.settings,
    changeSettings: (change) =>
      inTurn(async () => {
        await write({ ...content, settings: deviceSettingsSchema.parse({ ...content.settings, ...change }) });
        return content.settings;
      }),
    cloud: (key) => content.clouds[key] ?? NOBODY,
    changeCloud: (key, change) =>
      inTurn(() => write({ ...content, clouds: { ...content.clouds, [key]: { ...NOBODY, ...content.clouds[key], ...change } } })),
    profileFolder: (key, personId) => join(root, key, personId),
  };
}

async function readDevice(path: string, aside: (path: string) => void): Promise<DeviceFile> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return fresh();
    return diskFailure(error, path);
  }
  try {
    return deviceSchema.parse(JSON.parse(text));
  } catch {
    const kept = `${path}.broken-${Date.now()}`;
    await rename(path, kept).catch(diskFailure);
    aside(kept);
    return fresh();
  }
}
