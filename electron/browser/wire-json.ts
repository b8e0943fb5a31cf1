import { callSchema, type Call, type FromCore } from '#shared/rpc/wire.ts';

/** How a message of shared/rpc/wire.ts looks on a WebSocket: JSON, with bytes as `{"$bytes": base64}`. */
export function encodeMessage(message: FromCore): string {
  return JSON.stringify(message, (_key, value: unknown) => (value instanceof Uint8Array ? { $bytes: Buffer.from(value).toString('base64') } : value));
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1 || !('$bytes' in value)) return value;
  return typeof value.$bytes === 'string' ? new Uint8Array(Buffer.from(value.$bytes, 'base64')) : value;
}

/** A call as a window sent it, or undefined when it is none: not JSON, or another shape. Hostile input. */
export function decodeCall(text: string): Call | undefined {
  try {
    const parsed = callSchema.safeParse(JSON.parse(text, revive));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
