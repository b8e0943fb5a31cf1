import { statfsSync } from 'node:fs';

/** Linux's numbers for NFS, SMB, CIFS, SMB2, AFS, Coda and NCP. */
const REMOTE_TYPES: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x73757245, 0x564c]);

/**
 * Whether the folder lies on another machine, where SQLite's locks and shared memory cannot be trusted. Only certain
 * cases are named: a network address on Windows, a known file system on Linux.
 */
export function isNetworkDrive(folder: string, platform: NodeJS.Platform = process.platform, typeOf = fileSystemType): boolean {
  if (platform === 'win32') return /^\\\\(?!\?\\|\.\\)|^\\\\\?\\UNC\\/i.test(folder);
  return platform === 'linux' && REMOTE_TYPES.has(typeOf(folder));
}

function fileSystemType(folder: string): number {
  return statfsSync(folder).type >>> 0;
}
