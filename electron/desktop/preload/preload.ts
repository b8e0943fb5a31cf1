import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '#shared/rpc/bridge.ts';
import type { Call, FromCore, RpcError } from '#shared/rpc/wire.ts';

/*
 * All that a window gets (security.md, Desktop): invoke and subscribe. The port to the core stays in here. A core that
 * was restarted has a new port, which comes the same way.
 */
const LOST: RpcError = { code: 'connection.lost', message: 'The line to the core closed.', details: {} };
const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: RpcError) => void }>();
const listeners = new Map<string, Set<(data: unknown) => void>>();
/** The last event of a topic that nobody listens to yet, for its first listener: a link may come before the screens are there. */
const unheard = new Map<string, unknown>();
const unsent: Call[] = [];
let port: MessagePort | undefined;
let lost = false;
let nextId = 0;

function tell(topic: string, data: unknown): void {
  const set = listeners.get(topic);
  if (set === undefined) unheard.set(topic, data);
  else for (const listener of set) listener(data);
}

function receive(message: FromCore): void {
  if ('topic' in message) return tell(message.topic, message.data);
  const waiting = pending.get(message.id);
  pending.delete(message.id);
  if (message.ok) waiting?.resolve(message.value);
  else waiting?.reject(message.error);
}

function close(): void {
  port?.close();
  port = undefined;
  for (const waiting of pending.values()) waiting.reject(LOST);
  pending.clear();
  unsent.length = 0;
  if (!lost) tell('connection', 'lost');
  lost = true;
}

ipcRenderer.on('core:port', (event) => {
  port?.close();
  port = event.ports[0];
  if (port === undefined) return;
  port.onmessage = (message: MessageEvent<FromCore>) => receive(message.data);
  for (const call of unsent.splice(0)) port.postMessage(call);
  if (lost) tell('connection', 'open');
  lost = false;
});
ipcRenderer.on('core:lost', close);
window.addEventListener('pagehide', close);
ipcRenderer.send('core:connect');

const bridge: Bridge = {
  invoke(method, input) {
    return new Promise((resolve, reject) => {
      const call: Call = { id: nextId++, method, input };
      pending.set(call.id, { resolve, reject });
      if (port === undefined) unsent.push(call);
      else port.postMessage(call);
    });
  },
  subscribe(topic, listener) {
    const set = listeners.get(topic) ?? new Set();
    listeners.set(topic, set);
    set.add(listener);
    if (unheard.has(topic)) {
      const data = unheard.get(topic);
      unheard.delete(topic);
      listener(data);
    }
    return () => set.delete(listener);
  },
};
contextBridge.exposeInMainWorld('sportello', bridge);
