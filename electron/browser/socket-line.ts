import type { WebSocket } from 'ws';
import type { Line } from '#core/host.ts';
import type { FromCore } from '#shared/rpc/wire.ts';
import { decodeCall, encodeMessage } from './wire-json.ts';

/** The largest message of a window: an attachment of the allowed size in base64, with room to spare. Bytes. */
export const LARGEST_MESSAGE = 8 * 1024 * 1024;

/** A window's WebSocket as the core's line. What is not a call closes it: our own pages never send such. */
export function socketLine(socket: WebSocket): Line {
  // ws reports a broken peer here and closes by itself; without a listener it would throw.
  socket.on('error', () => undefined);
  return {
    send(message) {
      // The core sends shared/rpc/wire.ts shapes.
      if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message as FromCore));
    },
    onMessage(listener) {
      socket.on('message', (data: Buffer, isBinary) => {
        const call = isBinary ? undefined : decodeCall(data.toString('utf8'));
        if (call === undefined) socket.close(1003, 'not a call');
        else listener(call);
      });
    },
    onClose(listener) {
      socket.on('close', () => listener());
    },
    close() {
      socket.close(1001);
    },
  };
}
