import { arch, cpus, release, totalmem, type, version } from 'node:os';

const GIB = 1024 ** 3;

export interface Machine {
  readonly system: string;
  readonly architecture: string;
  readonly hardware: string;
}

/** The facts of TKT-03 about the machine; no host name, no user name, no serial. */
export function describeMachine(): Machine {
  const processors = cpus();
  return {
    system: `${type()} ${release()} ${version()}`.slice(0, 200),
    architecture: arch(),
    hardware: `${processors[0]?.model.trim() || 'CPU'} × ${processors.length}, ${Math.round(totalmem() / GIB)} GiB`.slice(0, 200),
  };
}

/** The system in the words that a list of devices shows: *Windows 11 Pro*, *macOS*, *Linux*. */
export function systemName(): string {
  if (process.platform === 'win32') return version();
  return process.platform === 'darwin' ? 'macOS' : type();
}
