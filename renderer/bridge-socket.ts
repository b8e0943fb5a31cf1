import type { Bridge } from '#shared/rpc/bridge.ts';
import type { Call, FromCore, RpcError } from '#shared/rpc/wire.ts';

const LOST: RpcError = { code: 'connection.lost', message: 'The line to the core closed.', details: {} };
const RETRY_FIRST = 200;
const RETRY_MOST = 3_000;

/** JSON of a message of shared/rpc/wire.ts; bytes travel as `{"$bytes": base64}`. */
export function encodeWire(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) => (value instanceof Uint8Array ? { $bytes: toBase64(value) } : value));
}

/** The other way; most messages carry no bytes and are not walked through. */
export function decodeWire(text: string): unknown {
  if (!text.includes('{"$bytes":')) return JSON.parse(text);
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('$bytes' in value) || typeof value.$bytes !== 'string') return value;
    return fromBase64(value.$bytes);
  });
}

function fromBase64(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In slices: String.fromCharCode takes its characters as arguments, and the stack has an end.
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: RpcError) => void;
}

/** The bridge of the browser host: the same messages as the desktop's port, over a WebSocket that opens itself again. */
export function connectBySocket(address: URL): Bridge {
  const url = new URL(address);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(data: unknown) => void>>();
  const unsent: Call[] = [];
  let socket: WebSocket;
  let nextId = 0;
  let delay = RETRY_FIRST;
  let lost = false;

  function tell(topic: string, data: unknown): void {
    for (const listener of listeners.get(topic) ?? []) listener(data);
  }

  function open(): void {
    socket = new WebSocket(url);
    socket.onopen = () => {
      delay = RETRY_FIRST;
      for (const call of unsent.splice(0)) socket.send(encodeWire(call));
      if (lost) tell('connection', 'open');
      lost = false;
    };
    socket.onmessage = (event: MessageEvent<string>) => {
      // Our own host speaks the wire's shapes.
      const message = decodeWire(event.data) as FromCore;
      if ('topic' in message) return tell(message.topic, message.data);
      const waiting = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) waiting?.resolve(message.value);
      else waiting?.reject(message.error);
    };
    socket.onclose = () => {
      if (!lost) tell('connection', 'lost');
      lost = true;
      unsent.length = 0;
      for (const waiting of pending.values()) waiting.reject(LOST);
      pending.clear();
      setTimeout(open, delay);
      delay = Math.min(delay * 2, RETRY_MOST);
    };
  }
  open();

  return {
    invoke(method, input) {
      return new Promise((resolve, reject) => {
        const call: Call = { id: nextId++, method, input };
        pending.set(call.id, { resolve, reject });
        if (socket.readyState === WebSocket.OPEN) socket.send(encodeWire(call));
        else unsent.push(call);
      });
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic) ?? new Set();
      listeners.set(topic, set);
      set.add(listener);
      return () => set.delete(listener);
    },
  };
}
