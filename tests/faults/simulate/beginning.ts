import { PEOPLE, type Person, type PersonName } from './cast.ts';
import { inVirtualTime } from './in-virtual-time.ts';
import { MemoryData, type MemoryBackup } from './memory-data.ts';
import { unrest } from './rest-checks.ts';
import { SimulatedCloud } from './simulated-cloud.ts';
import { SimulatedDesk } from './simulated-desk.ts';
import { SimulatedDisk, type DiskCopy } from './simulated-disk.ts';
import { SimulatedFile, Template } from './simulated-file.ts';
import { SimulatedNetwork } from './simulated-network.ts';
import { START, VirtualTime } from './virtual-time.ts';

/** How every office begins: the cloud with its first requests, and a machine for each person, signed in and at rest. */
export interface Beginning {
  readonly cloud: MemoryBackup;
  readonly disks: Readonly<Record<PersonName, DiskCopy>>;
}

/** How long before a history its machines were signed in, ms. */
const EARLIER = 10 * 60_000;

let known: Beginning | undefined;

/** Made once for the process, in a time of its own, so that no history depends on which was the first. */
export async function beginning(): Promise<Beginning> {
  if (known) return known;
  const time = new VirtualTime(0, START - EARLIER);
  known = await inVirtualTime(time, () => begin(time));
  return known;
}

async function begin(time: VirtualTime): Promise<Beginning> {
  let marks = 0;
  const memory = new MemoryData({ beforeCommit: async () => undefined, newMark: () => `first mark ${(marks += 1)}`, holdSeq: true, refuses: () => false });
  const cloud = new SimulatedCloud(memory, memory, () => time.now);
  const backup = await cloud.begin();
  const disks: [string, DiskCopy][] = [];
  for (const [name, person] of Object.entries<Person>(PEOPLE)) disks.push([name, await signedIn(time, cloud, person)]);
  // The names are those of the people.
  return { cloud: backup, disks: Object.fromEntries(disks) as Record<PersonName, DiskCopy> };
}

async function signedIn(time: VirtualTime, cloud: SimulatedCloud, person: Person): Promise<DiskCopy> {
  const disk = new SimulatedDisk({ logDurable: true, powerCuts: 0 });
  const desk = new SimulatedDesk(`the machine of ${person.name}`, disk, new SimulatedNetwork(time, cloud), time, undefined, (text) => {
    throw new Error(text);
  });
  await desk.start();
  await desk.signIn(person);
  await time.pass(60_000, () => unrest(desk, cloud, person) === undefined);
  const why = unrest(desk, cloud, person);
  if (why !== undefined) throw new Error(`no beginning: ${why}`);
  desk.kill(false);
  const copy = disk.copy();
  disk.close();
  return { ...copy, profiles: copy.profiles.map((profile) => ({ ...profile, log: ofAnotherMachine(profile.log), cache: templateOf(profile.cache) })) };
}

/** The log as it is on another machine, which gives itself a name of its own at its first start. */
function ofAnotherMachine(log: DiskCopy['profiles'][number]['log']): Template {
  const file = new SimulatedFile(log, true);
  file.statement('DELETE FROM identity').run();
  const image = file.image();
  file.close();
  return new Template(image);
}

function templateOf(image: DiskCopy['profiles'][number]['cache']): Template {
  return image instanceof Template ? image : new Template(image);
}
