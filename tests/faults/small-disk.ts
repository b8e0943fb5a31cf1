import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A real file system of its own size, in a mount namespace that ends with the test; other programs never see it. */
export interface SmallDisk {
  /** Its folder, for programs that `run` starts. */
  readonly folder: string;
  /** The same folder, seen from here. */
  readonly seen: string;
  /** A stand-in for Node's executable that starts it where the disk is. */
  readonly run: string;
  /** Fills it to the last byte; `free` gives the space back. */
  fill(): void;
  free(): void;
  remove(): Promise<void>;
}

/** Why this machine cannot mount a disk for a test; undefined where it can. */
export function whyNoDisk(): string | undefined {
  try {
    execFileSync('unshare', [...namespace(), 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'this user may not mount: run as root, or allow unprivileged user namespaces (Linux)';
  }
}

function namespace(): string[] {
  return process.getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount'];
}

/** In memory, `megabytes` large. */
export function startSmallDisk(megabytes: number): Promise<SmallDisk> {
  return start(`mount -t tmpfs -o mode=0777,size=${megabytes}m tmpfs "$1"`, (disk) => disk);
}

/** ext4 on a device that is a file, so that what has reached the device can be told from what the system still holds back. */
export interface DeviceDisk extends SmallDisk {
  /** As after a power cut now: another disk with what has reached the device, after the file system's own recovery. */
  powerCut(): Promise<SmallDisk>;
  /** From now on the device refuses every write. */
  breakDevice(): void;
}

/** Needs root: the kernel gives loop devices to nobody else. */
export function startDeviceDisk(megabytes: number): Promise<DeviceDisk> {
  // The device is a file on an ext4 of its own, which alone can refuse to write into a file that is open already (chattr +i).
  // A device that runs out of space will not do: of a request that fits in part Linux's loop device says that all of it was
  // stored, so that fsync answers well and the last acknowledged write is lost (seen by strace, kernel 6.18).
  const script = [
    'mkdir "$1/room" "$1/disk"',
    `mount -t tmpfs -o size=${megabytes * 2 + 32}m tmpfs "$1/room"`,
    'cd "$1/room"',
    `dd if=/dev/zero of=outer bs=1M count=${megabytes + 16} status=none`,
    'mkfs.ext4 -q -F outer',
    'mkdir device',
    'mount -o loop outer device',
    `truncate -s ${megabytes}m device/image`,
    'mkfs.ext4 -q -F device/image',
    'mount -o loop device/image "$1/disk"',
    'cd /',
  ].join(' && ');
  return start(
    script,
    (disk, seenRoot) => ({
      ...disk,
      powerCut() {
        const kept = mkdtempSync(join(tmpdir(), 'sportello-image-'));
        copyFileSync(join(seenRoot, 'room', 'device', 'image'), join(kept, 'image'));
        return start(`mkdir "$1/disk" && mount -o loop "${kept}/image" "$1/disk"`, (copy) => ({ ...copy, remove: () => copy.remove().finally(() => rmSync(kept, { recursive: true })) }), 'disk');
      },
      breakDevice: () => void execFileSync('chattr', ['+i', join(seenRoot, 'room', 'device', 'image')]),
    }),
    'disk',
  );
}

async function start<D extends SmallDisk>(mount: string, make: (disk: SmallDisk, seenRoot: string) => D, inside = ''): Promise<D> {
  const root = mkdtempSync(join(tmpdir(), 'sportello-disk-'));
  chmodSync(root, 0o755);
  const holder = spawn('unshare', [...namespace(), 'sh', '-c', `${mount} && echo ready && exec sleep 100000`, 'sh', root], { stdio: ['ignore', 'pipe', 'inherit'] });
  await ready(holder);
  const run = join(mkdtempSync(join(tmpdir(), 'sportello-run-')), 'node.sh');
  const enter = process.getuid?.() === 0 ? '-m' : '-U -m --preserve-credentials';
  writeFileSync(run, `#!/bin/sh\nexec nsenter -t ${holder.pid} ${enter} --wd="$PWD" '${process.execPath}' "$@"\n`, { mode: 0o755 });
  const seenRoot = `/proc/${holder.pid}/root${root}`;
  const seen = join(seenRoot, inside);
  const disk: SmallDisk = {
    folder: join(root, inside),
    seen,
    run,
    fill: () => fillFolder(seen),
    free: () => rmSync(join(seen, 'filler')),
    async remove() {
      const gone = once(holder, 'exit');
      holder.kill('SIGKILL');
      await gone;
      rmSync(root, { recursive: true, force: true });
      rmSync(join(run, '..'), { recursive: true, force: true });
    },
  };
  return make(disk, seenRoot);
}

async function ready(holder: ChildProcess): Promise<void> {
  const said = await Promise.race([once(createInterface({ input: holder.stdout ?? process.stdin }), 'line'), once(holder, 'exit').then(() => undefined)]);
  if (said === undefined) throw new Error('the disk could not be mounted');
}

function fillFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, 'filler'), 'a');
  try {
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
      const block = Buffer.alloc(size, 7);
      try {
        while (writeSync(file, block) === size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(file);
  }
}
