import type { OpenRequest } from '#shared/rpc/contract.ts';

/** What the core asks of the program around it. Each host implements it; tests hand in plain functions. */
export interface HostPorts {
  readonly kind: 'desktop' | 'browser' | 'test';
  /** ms since 1970 UTC. */
  now(): number;
  /** Opens a file of ours with the system's program; false where the host has none (the caller then serves an address). */
  openFile(path: string): Promise<boolean>;
  /** https and mailto only; anything else is refused by the host too. */
  openExternal(url: string): Promise<boolean>;
  /** A notice of the system; a click on it shows `open` (OFF-07). Nothing where the host shows none. */
  notify(title: string, body: string, open?: OpenRequest): void;
  /** How much needs the person, on the program's icon; 0 takes it away. */
  badge(count: number): void;
  print(): Promise<boolean>;
  /**
   * A picture (PNG) of this program's own window that has the focus, or the one that was taken of the window in front
   * when the shortcut was pressed (OFF-07), which is given once. Undefined where the host cannot.
   */
  capture(of: 'window' | 'front'): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Encryption by the system's account (Electron safeStorage); undefined where there is none that counts. */
  readonly encryption?: { encrypt(plain: string): Promise<Uint8Array>; decrypt(cipher: Uint8Array): Promise<string> };
}

export interface EngineOptions {
  /** The folder above all profiles; made with the user's rights alone when missing. */
  readonly root: string;
  /** Base address of the cloud, without a slash at the end. */
  readonly cloudUrl: string;
  /** Where the program's keepers read mail (DOC-02); null where nobody said. */
  readonly keepers: string | null;
  readonly version: string;
  readonly build: string;
  readonly host: HostPorts;
}

/** One end of a line to a window; messages are shared/rpc/wire.ts shapes. */
export interface Line {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface Engine {
  /** Serves a window until its line closes. */
  connect(line: Line): void;
  /** A parsed link or command line (OFF-06); it waits for a window with somebody signed in. */
  open(screen: string, parameters: Readonly<Record<string, string>>): void;
  /** An attachment's path on this device, checked against the open session; undefined when it is not the person's. Fetches it when missing. */
  attachmentFile(tenant: string, id: string): Promise<{ path: string; name: string; mime: string } | undefined>;
  /** Tries at once: the machine woke, a window got the focus, the network came back. */
  wake(): void;
  /** An error of the host's own that nobody caught, for the event log. */
  shellFailed(problem: string): void;
  /** Ends with everything on disk. */
  stop(): Promise<void>;
}
