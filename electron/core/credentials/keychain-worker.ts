import { parentPort } from 'node:worker_threads';
import { AsyncEntry } from '@napi-rs/keyring';
import type { KeychainAnswer, KeychainCall } from './keychain.ts';

/*
 * The keychain in a thread of its own: its library talks to the system while it makes an entry, and a system service
 * that does not answer would stop everything else (tried with a session bus that accepts and says nothing).
 * AsyncEntry is what the library's keytar-compatible functions are made of; they cannot pin the store, and unpinned,
 * Linux falls back silently to kernel keys that are gone at reboot.
 */
async function carryOut({ action, service, account, secret }: KeychainCall): Promise<string | null> {
  const entry = new AsyncEntry(service, account, { linux: { store: 'secret-service' } });
  if (action === 'get') return entry.getPassword();
  if (action === 'set') await entry.setPassword(secret);
  else await entry.deletePassword();
  return null;
}

parentPort?.on('message', (call: KeychainCall) => {
  carryOut(call).then(
    (value) => answer({ id: call.id, ok: true, value }),
    (error: unknown) => answer({ id: call.id, ok: false, reason: error instanceof Error ? error.message : '' }),
  );
});

function answer(message: KeychainAnswer): void {
  parentPort?.postMessage(message);
}
