import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';

/** performance.md, P11: what a window loads before it shows anything, and what one screen adds to it; gzip bytes. */
export const FIRST_LOAD_LIMIT = 300 * 1024;
export const SCREEN_LIMIT = 120 * 1024;

/** The editor of texts is none: it comes behind a screen, when there is nothing else to do. */
const SCREEN = /[\\/]renderer[\\/]screens[\\/].*-screen\.tsx$/;

/** Gzip bytes of every file that is fetched, by its name. */
type Files = ReadonlyMap<string, number>;
export interface LoadSizes {
  readonly first: Files;
  /** By the name of the module that is fetched when the screen is first opened. */
  readonly screens: ReadonlyMap<string, Files>;
}

/**
 * @throws Error when the bundle has no screen: its limit would hold for nothing
 */
export function loadSizes(bundle: Rolldown.OutputBundle): LoadSizes {
  const sizes = new Map<string, number>();
  const sizeOf = (name: string, part: Rolldown.OutputChunk | Rolldown.OutputAsset): number => {
    // Many screens share a file.
    const size = sizes.get(name) ?? gzipSync(part.type === 'chunk' ? part.code : part.source).length;
    sizes.set(name, size);
    return size;
  };
  const gather = (from: string, known: Files): Files => {
    const files = new Map<string, number>();
    const add = (name: string) => {
      const part = bundle[name];
      if (part === undefined || files.has(name) || known.has(name)) return;
      files.set(name, sizeOf(name, part));
      if (part.type !== 'chunk') return;
      for (const style of part.viteMetadata?.importedCss ?? []) add(style);
      for (const other of part.imports) add(other);
    };
    add(from);
    return files;
  };
  const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
  const first = new Map<string, number>();
  for (const chunk of chunks) if (chunk.isEntry) for (const [name, size] of gather(chunk.fileName, first)) first.set(name, size);
  const screens = new Map<string, Files>();
  for (const chunk of chunks) {
    if (chunk.isDynamicEntry && SCREEN.test(chunk.facadeModuleId ?? '')) screens.set(basename(chunk.facadeModuleId ?? '', '.tsx'), gather(chunk.fileName, first));
  }
  if (screens.size === 0) throw new Error(`no screen was found among ${chunks.length} chunks`);
  return { first, screens };
}

/** Bytes. */
export function sumOf(files: Files): number {
  return [...files.values()].reduce((sum, size) => sum + size, 0);
}

/** The six largest, in words. */
export function largestOf(files: Files): string {
  return [...files].sort(([, a], [, b]) => b - a).slice(0, 6).map(([name, size]) => `${name} ${kib(size)}`).join(', ');
}

export function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
