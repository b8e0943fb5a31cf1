declare const __SPORTELLO_CLOUD__: string | undefined;

declare const __SPORTELLO_KEEPERS__: string | undefined;

/** Where `npm start` puts the cloud. */
const LOCAL = 'http://127.0.0.1:4310';

/**
 * The cloud's base address, without a slash at the end: the environment's (`SPORTELLO_CLOUD`), the one built into this
 * package by `npm run dist`, or the local one. Throws a sentence when it is no http address.
 */
export function cloudUrl(environment: NodeJS.ProcessEnv = process.env): string {
  const built = typeof __SPORTELLO_CLOUD__ === 'string' && __SPORTELLO_CLOUD__ !== '' ? __SPORTELLO_CLOUD__ : LOCAL;
  const text = environment['SPORTELLO_CLOUD'] ?? built;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new Error(`SPORTELLO_CLOUD is not an http address: ${text}`);
  return text.replace(/\/+$/, '');
}

/**
 * Where the program's keepers read mail (DOC-02): the environment's (`SPORTELLO_KEEPERS`), or the address built into this
 * package; null where nobody said. Throws a sentence when it is no address.
 */
export function keepersAddress(environment: NodeJS.ProcessEnv = process.env): string | null {
  const address = environment['SPORTELLO_KEEPERS'] ?? (typeof __SPORTELLO_KEEPERS__ === 'string' ? __SPORTELLO_KEEPERS__ : '');
  if (address === '') return null;
  if (!/^[^\s@?&]+@[^\s@?&]+$/.test(address)) throw new Error(`SPORTELLO_KEEPERS is not an e-mail address: ${address}`);
  return address;
}
